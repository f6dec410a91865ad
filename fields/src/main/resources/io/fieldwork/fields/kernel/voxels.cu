// Trilinear look-up in a sparse lattice of nx x ny x nz vertices, each with a row or, where its link is negative, none; the sums of
// coefficients with a basis; and total variation. Every kernel takes the lattice first.

#define LATTICE_PARAMETERS const int *__restrict__ links, int nx, int ny, int nz
#define LATTICE \
    Lattice { links, nx, ny, nz }

struct Lattice {
    const int *links;
    int nx, ny, nz;
};

// corner c lies at (c & 1, c >> 1 & 1, c >> 2); an axis is fixed where the point lies outside and counts as the nearest one inside
struct Cell {
    int row[8];
    float part[3];
    bool fixed[3];
};

__device__ __forceinline__ int split(float x, int vertices, float &part, bool &fixed) {
    float inside = fmaxf(0.0f, fminf(x, (float)(vertices - 1)));
    int cell = (int)inside < vertices - 2 ? (int)inside : vertices - 2;
    part = inside - (float)cell;
    fixed = inside != x;
    return cell;
}

__device__ __forceinline__ Cell locate(const Lattice &l, const float *__restrict__ x) {
    Cell cell;
    int i = split(__ldg(x), l.nx, cell.part[0], cell.fixed[0]);
    int j = split(__ldg(x + 1), l.ny, cell.part[1], cell.fixed[1]);
    int k = split(__ldg(x + 2), l.nz, cell.part[2], cell.fixed[2]);
#pragma unroll
    for (int c = 0; c < 8; c++) {
        cell.row[c] = __ldg(l.links + (i + (c & 1) + (long long)l.nx * (j + (c >> 1 & 1) + (long long)l.ny * (k + (c >> 2)))));
    }
    return cell;
}

__device__ __forceinline__ float weight(const Cell &cell, int c) {
    float u = c & 1 ? cell.part[0] : 1.0f - cell.part[0];
    float v = c >> 1 & 1 ? cell.part[1] : 1.0f - cell.part[1];
    float w = c >> 2 ? cell.part[2] : 1.0f - cell.part[2];
    return u * (v * w);
}

__device__ __forceinline__ float interpolated(const Cell &cell, const float *__restrict__ rows, int width, int k) {
    float sum = 0.0f;
#pragma unroll
    for (int c = 0; c < 8; c++) {
        if (cell.row[c] >= 0) {
            sum += weight(cell, c) * __ldg(rows + (long long)cell.row[c] * width + k);
        }
    }
    return sum;
}

__device__ __forceinline__ void scatter(const Cell &cell, float *drows, int width, int k, float gradient) {
#pragma unroll
    for (int c = 0; c < 8; c++) {
        if (cell.row[c] >= 0) {
            add(drows + (long long)cell.row[c] * width + k, weight(cell, c) * gradient);
        }
    }
}

// the slopes of the interpolation of eight corner values
__device__ __forceinline__ void slopes(const Cell &cell, const float *d, float *dx) {
    float u = cell.part[0], v = cell.part[1], w = cell.part[2], a = 1.0f - u, b = 1.0f - v, c = 1.0f - w;
    dx[0] = c * (b * (d[1] - d[0]) + v * (d[3] - d[2])) + w * (b * (d[5] - d[4]) + v * (d[7] - d[6]));
    dx[1] = c * (a * (d[2] - d[0]) + u * (d[3] - d[1])) + w * (a * (d[6] - d[4]) + u * (d[7] - d[5]));
    dx[2] = b * (a * (d[4] - d[0]) + u * (d[5] - d[1])) + v * (a * (d[6] - d[2]) + u * (d[7] - d[3]));
}

__device__ __forceinline__ void add_slopes(const Cell &cell, const float *slope, float *dx) {
#pragma unroll
    for (int axis = 0; axis < 3; axis++) {
        if (!cell.fixed[axis]) {
            dx[axis] += slope[axis];
        }
    }
}

// budget: 40 registers, 6 blocks
extern "C" __global__ void __launch_bounds__(256) voxels_forward(
    LATTICE_PARAMETERS, int n, int width, const float *__restrict__ x, const float *__restrict__ rows,
    float *__restrict__ y) {
    long long index = (long long)blockIdx.x * blockDim.x + threadIdx.x;
    if (index >= (long long)n * width) {
        return;
    }
    Cell cell = locate(LATTICE, x + index / width * 3);
    y[index] = interpolated(cell, rows, width, (int)(index % width));
}
LAUNCHABLE(voxels_forward)

// budget: 40 registers, 6 blocks
extern "C" __global__ void __launch_bounds__(256) voxels_row_adjoint(
    LATTICE_PARAMETERS, int n, int width, const float *__restrict__ x, const float *__restrict__ dy, float *drows) {
    long long index = (long long)blockIdx.x * blockDim.x + threadIdx.x;
    if (index >= (long long)n * width) {
        return;
    }
    float gradient = __ldg(dy + index);
    if (gradient != 0.0f) {
        scatter(locate(LATTICE, x + index / width * 3), drows, width, (int)(index % width), gradient);
    }
}
LAUNCHABLE(voxels_row_adjoint)

// budget: 40 registers, 6 blocks
extern "C" __global__ void __launch_bounds__(256) voxels_point_adjoint(
    LATTICE_PARAMETERS, int n, int width, const float *__restrict__ x, const float *__restrict__ rows,
    const float *__restrict__ dy, float *dx) {
    unsigned point = thread_index();
    if (point >= n) {
        return;
    }
    Cell cell = locate(LATTICE, x + 3ll * point);
    float product[8], slope[3];
    for (int c = 0; c < 8; c++) {
        product[c] = 0.0f;
        for (int k = 0; cell.row[c] >= 0 && k < width; k++) {
            product[c] += __ldg(rows + (long long)cell.row[c] * width + k) * __ldg(dy + (long long)point * width + k);
        }
    }
    slopes(cell, product, slope);
    add_slopes(cell, slope, dx + 3ll * point);
}
LAUNCHABLE(voxels_point_adjoint)

// y_k = sum of c_kj b_j over j, a warp a point; 0 without density
// budget: 64 registers, 4 blocks
extern "C" __global__ void __launch_bounds__(256) colors_forward(
    LATTICE_PARAMETERS, int n, int terms, const float *__restrict__ x, const float *__restrict__ basis,
    const int *__restrict__ rays, const float *__restrict__ density, const float *__restrict__ rows,
    float *__restrict__ y) {
    unsigned point = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (point >= n) {
        return;
    }
    Cell cell = locate(LATTICE, x + 3ll * point);
    const float *b = basis + (long long)__ldg(rays + point) * terms;
    float sum[3] = {0.0f, 0.0f, 0.0f};
    bool wanted = __ldg(density + point) > 0.0f;
    for (int k = lane; wanted && k < 3 * terms; k += WARP) {
        sum[k / terms] += __ldg(b + k % terms) * interpolated(cell, rows, 3 * terms, k);
    }
    for (int color = 0; color < 3; color++) {
        float total = warp_sum(sum[color]);
        if (lane == 0) {
            y[3ll * point + color] = total;
        }
    }
}
LAUNCHABLE(colors_forward)

// budget: 80 registers, 3 blocks
extern "C" __global__ void __launch_bounds__(256) colors_adjoint(
    LATTICE_PARAMETERS, int n, int terms, const float *__restrict__ x, const float *__restrict__ basis,
    const int *__restrict__ rays, const float *__restrict__ density, const float *__restrict__ rows,
    const float *__restrict__ dy, float *dx, float *drows) {
    unsigned point = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (point >= n || !(__ldg(density + point) > 0.0f)) {
        return;
    }
    Cell cell = locate(LATTICE, x + 3ll * point);
    const float *b = basis + (long long)__ldg(rays + point) * terms;
    float product[8] = {0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f};
    for (int k = lane; k < 3 * terms; k += WARP) {
        float gradient = __ldg(dy + 3ll * point + k / terms) * __ldg(b + k % terms);
        if (drows && gradient != 0.0f) {
            scatter(cell, drows, 3 * terms, k, gradient);
        }
        for (int c = 0; dx && c < 8; c++) {
            if (cell.row[c] >= 0) {
                product[c] += gradient * __ldg(rows + (long long)cell.row[c] * 3 * terms + k);
            }
        }
    }
    if (dx) {
        float slope[3];
        slopes(cell, product, slope);
        for (int axis = 0; axis < 3; axis++) {
            slope[axis] = warp_sum(slope[axis]);
        }
        if (lane == 0) {
            add_slopes(cell, slope, dx + 3ll * point);
        }
    }
}
LAUNCHABLE(colors_adjoint)

// the rows of a vertex and its next ones along x, y and z; a missing one is the vertex's own
__device__ __forceinline__ void neighbours(const Lattice &l, int vertex, int *row) {
    int i = vertex % l.nx, j = vertex / l.nx % l.ny, k = vertex / l.nx / l.ny;
    row[0] = __ldg(l.links + vertex);
    row[1] = i < l.nx - 1 ? __ldg(l.links + vertex + 1) : -1;
    row[2] = j < l.ny - 1 ? __ldg(l.links + vertex + l.nx) : -1;
    row[3] = k < l.nz - 1 ? __ldg(l.links + vertex + l.nx * l.ny) : -1;
#pragma unroll
    for (int c = 1; c < 4; c++) {
        row[c] = row[c] < 0 ? row[0] : row[c];
    }
}

// differences along the axes and their smoothed length
__device__ __forceinline__ float differences(
    const int *row, const float *__restrict__ rows, int width, int k, float smoothing, float *d) {
    float own = __ldg(rows + (long long)row[0] * width + k), squares = smoothing;
#pragma unroll
    for (int c = 0; c < 3; c++) {
        d[c] = __ldg(rows + (long long)row[c + 1] * width + k) - own;
        squares += d[c] * d[c];
    }
    return sqrtf(squares);
}

// budget: 24 registers, 8 blocks
extern "C" __global__ void __launch_bounds__(256) variation_forward(
    LATTICE_PARAMETERS, int n, int width, float smoothing, const int *__restrict__ vertices,
    const float *__restrict__ rows, float *__restrict__ y) {
    unsigned at = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (at >= n) {
        return;
    }
    int row[4];
    float d[3], sum = 0.0f;
    neighbours(LATTICE, __ldg(vertices + at), row);
    for (int k = lane; row[0] >= 0 && k < width; k += WARP) {
        sum += differences(row, rows, width, k, smoothing, d);
    }
    sum = warp_sum(sum);
    if (lane == 0) {
        y[at] = sum;
    }
}
LAUNCHABLE(variation_forward)

// budget: 40 registers, 6 blocks
extern "C" __global__ void __launch_bounds__(256) variation_adjoint(
    LATTICE_PARAMETERS, int n, int width, float smoothing, const int *__restrict__ vertices,
    const float *__restrict__ rows, const float *__restrict__ dy, float *drows) {
    unsigned at = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (at >= n) {
        return;
    }
    int row[4];
    float d[3], gradient = __ldg(dy + at);
    neighbours(LATTICE, __ldg(vertices + at), row);
    for (int k = lane; row[0] >= 0 && k < width; k += WARP) {
        float scale = gradient / differences(row, rows, width, k, smoothing, d);
        add(drows + (long long)row[0] * width + k, -scale * (d[0] + d[1] + d[2]));
#pragma unroll
        for (int c = 0; c < 3; c++) {
            add(drows + (long long)row[c + 1] * width + k, scale * d[c]);
        }
    }
}
LAUNCHABLE(variation_adjoint)
