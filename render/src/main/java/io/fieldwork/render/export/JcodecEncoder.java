package io.fieldwork.render.export;

import io.fieldwork.render.view.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jcodec.codecs.h264.H264Encoder;
import org.jcodec.codecs.h264.encode.RateControl;
import org.jcodec.codecs.h264.io.model.SliceType;
import org.jcodec.common.Codec;
import org.jcodec.common.MuxerTrack;
import org.jcodec.common.VideoCodecMeta;
import org.jcodec.common.VideoEncoder.EncodedFrame;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Packet.FrameType;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Size;
import org.jcodec.containers.mp4.muxer.MP4Muxer;

/** The encoder of H.264 in MP4 by JCodec, at constant quality, in the colours of ITU-R BT.601, limited range. */
final class JcodecEncoder implements Video.Encoder {
    /** Quantisation parameter, 0 (best) to 51. */
    private static final int QUANTISATION = 20;

    private final H264Encoder encoder = new H264Encoder(new EvenQuality());
    private final SeekableByteChannel channel;
    private final MP4Muxer muxer;
    private final Size size;
    private final int rate;
    private final Picture picture;
    private final ByteBuffer buffer;
    private final MuxerTrack track;
    private int frames;

    JcodecEncoder(Path file, int width, int height, int rate) throws IOException {
        this.rate = rate;
        size = new Size(width / 2 * 2, height / 2 * 2);
        picture = Picture.create(size.getWidth(), size.getHeight(), ColorSpace.YUV420J);
        buffer = ByteBuffer.allocate(Math.max(1 << 16, encoder.estimateBufferSize(picture)));
        channel = NIOUtils.writableChannel(file.toFile());
        muxer = MP4Muxer.createMP4MuxerToChannel(channel);
        track = muxer.addVideoTrack(Codec.H264, VideoCodecMeta.createSimpleVideoCodecMeta(size, ColorSpace.YUV420J));
    }

    /** The same quantisation for every picture. */
    private static final class EvenQuality implements RateControl {
        @Override
        public int startPicture(Size size, int bytes, SliceType type) {
            return QUANTISATION;
        }

        @Override
        public int initialQpDelta() {
            return 0;
        }

        @Override
        public int accept(int bits) {
            return 0;
        }
    }

    @Override
    public void add(Frame frame) throws IOException {
        convert(frame);
        buffer.clear();
        EncodedFrame encoded = encoder.encodeFrame(picture, buffer);
        FrameType type = encoded.isKeyFrame() ? FrameType.KEY : FrameType.INTER;
        track.addFrame(Packet.createPacket(encoded.getData(), frames, rate, 1, frames, type, null));
        frames++;
    }

    /** Luma for each pixel, chroma for each block of four; JCodec keeps bytes less 128. */
    private void convert(Frame frame) {
        int width = size.getWidth();
        byte[] luma = picture.getPlaneData(0);
        byte[] blue = picture.getPlaneData(1);
        byte[] red = picture.getPlaneData(2);
        for (int y = 0; y < size.getHeight(); y += 2) {
            for (int x = 0; x < width; x += 2) {
                float r = 0;
                float g = 0;
                float b = 0;
                for (int pixel = 0; pixel < 4; pixel++) {
                    int px = x + pixel % 2;
                    int py = y + pixel / 2;
                    int pr = frame.component(px, py, 0);
                    int pg = frame.component(px, py, 1);
                    int pb = frame.component(px, py, 2);
                    luma[py * width + px] = less128(16 + (65.481f * pr + 128.553f * pg + 24.966f * pb) / 255);
                    r += pr / 4f;
                    g += pg / 4f;
                    b += pb / 4f;
                }
                int at = y / 2 * (width / 2) + x / 2;
                blue[at] = less128(128 + (-37.797f * r - 74.203f * g + 112 * b) / 255);
                red[at] = less128(128 + (112 * r - 93.786f * g - 18.214f * b) / 255);
            }
        }
    }

    private static byte less128(float value) {
        return (byte) (Math.clamp(Math.round(value), 0, 255) - 128);
    }

    @Override
    public void finish() throws IOException {
        try (channel) {
            if (frames > 0) {
                muxer.finish();
            }
        }
    }

    @Override
    public void abort() {
        NIOUtils.closeQuietly(channel);
    }
}
