// A stand-in for the CUDA driver and its run-time compiler on a machine without a device, for tests alone. It exports the entry
// points that are called here under their own names. A source is compiled by the host's C++ compiler behind host_prelude.h into
// a shared library, whose bytes are the module's image; device memory is host memory. Faults can be planned: the n-th call of
// an entry point from now on returns a chosen error, which a lost device then returns forever.
#include <dlfcn.h>
#include <elf.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

enum {
    SUCCESS = 0,
    INVALID_VALUE = 1,
    OUT_OF_MEMORY = 2,
    INVALID_DEVICE = 101,
    INVALID_IMAGE = 200,
    INVALID_CONTEXT = 201,
    NO_BINARY_FOR_GPU = 209,
    INVALID_HANDLE = 400,
    NOT_FOUND = 500,
    ILLEGAL_ADDRESS = 700,
    OUT_OF_RESOURCES = 701,
    LAUNCH_FAILED = 719
};

const std::map<int, const char *> NAMES = {
    {INVALID_VALUE, "CUDA_ERROR_INVALID_VALUE"},
    {OUT_OF_MEMORY, "CUDA_ERROR_OUT_OF_MEMORY"},
    {INVALID_DEVICE, "CUDA_ERROR_INVALID_DEVICE"},
    {INVALID_IMAGE, "CUDA_ERROR_INVALID_IMAGE"},
    {INVALID_CONTEXT, "CUDA_ERROR_INVALID_CONTEXT"},
    {NO_BINARY_FOR_GPU, "CUDA_ERROR_NO_BINARY_FOR_GPU"},
    {INVALID_HANDLE, "CUDA_ERROR_INVALID_HANDLE"},
    {NOT_FOUND, "CUDA_ERROR_NOT_FOUND"},
    {ILLEGAL_ADDRESS, "CUDA_ERROR_ILLEGAL_ADDRESS"},
    {OUT_OF_RESOURCES, "CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES"},
    {LAUNCH_FAILED, "CUDA_ERROR_LAUNCH_FAILED"},
};

typedef int (*Launch)(unsigned, unsigned, unsigned, void **);

struct Module {
    void *library;
    std::map<std::string, Launch> functions;
};

std::recursive_mutex lock;
bool started;
int lost;
std::string planned;
int countdown, planned_code;
std::map<std::string, long> calls;
std::set<Module *> modules;
std::set<Launch> functions;
// a device of number N is one of compute capability N / 10, and number 0 one of 9.0; its handle is the index of its context
constexpr int LEAST = 50, MOST = 130;
char contexts[MOST];
thread_local char *current;

bool is_lost(int code) {
    return code == ILLEGAL_ADDRESS || code == LAUNCH_FAILED;
}

bool is_device(int handle) {
    return handle >= LEAST && handle < MOST;
}

bool is_context(char *given) {
    return given && is_device((int)(given - contexts));
}

// what a call is to return at once, SUCCESS if it is to be done
int enter(const char *call) {
    calls[call]++;
    if (lost) {
        return lost;
    }
    if (planned == call && countdown-- == 0) {
        planned.clear();
        lost = is_lost(planned_code) ? planned_code : 0;
        return planned_code;
    }
    return started || !std::strcmp(call, "cuInit") ? SUCCESS : 3;
}

// a library's image knows its length: its table of sections comes last
size_t length(const void *image) {
    const Elf64_Ehdr *header = static_cast<const Elf64_Ehdr *>(image);
    return std::memcmp(header->e_ident, ELFMAG, SELFMAG) ? 0 : header->e_shoff + header->e_shentsize * header->e_shnum;
}

std::string temporary(const char *name) {
    const char *folder = std::getenv("TMPDIR");
    return std::string(folder ? folder : P_tmpdir) + "/" + name;
}

// the loader knows libraries by their paths, so each has one of its own
void *open_image(const void *image, size_t size) {
    std::string path = temporary("moduleXXXXXX");
    int file = mkstemp(path.data());
    bool written = file >= 0 && write(file, image, size) == (ssize_t)size;
    close(file);
    void *library = written ? dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL) : nullptr;
    unlink(path.c_str());
    return library;
}

}  // namespace

#define BEGIN(call)                                       \
    std::lock_guard<std::recursive_mutex> guard(lock);    \
    if (int code = enter(call)) {                         \
        return code;                                      \
    }

extern "C" {

// the device of tests: what follows is no part of the driver's interface
int standin_reset() {
    std::lock_guard<std::recursive_mutex> guard(lock);
    lost = 0;
    planned.clear();
    calls.clear();
    return SUCCESS;
}

int standin_fail(const char *call, int after, int code) {
    std::lock_guard<std::recursive_mutex> guard(lock);
    planned = call;
    countdown = after;
    planned_code = code;
    return SUCCESS;
}

int standin_calls(const char *call) {
    std::lock_guard<std::recursive_mutex> guard(lock);
    return (int)calls[call];
}

int standin_modules() {
    return (int)modules.size();
}

int cuInit(unsigned flags) {
    BEGIN("cuInit")
    started = true;
    return flags ? INVALID_VALUE : SUCCESS;
}

int cuGetErrorName(int code, const char **name) {
    auto known = NAMES.find(code);
    *name = known == NAMES.end() ? nullptr : known->second;
    return known == NAMES.end() ? INVALID_VALUE : SUCCESS;
}

int cuDeviceGetCount(int *count) {
    BEGIN("cuDeviceGetCount")
    *count = 1;
    return SUCCESS;
}

int cuDeviceGet(int *device, int ordinal) {
    BEGIN("cuDeviceGet")
    *device = ordinal ? ordinal : 90;
    return is_device(*device) ? SUCCESS : INVALID_DEVICE;
}

int cuDeviceGetName(char *name, int size, int device) {
    BEGIN("cuDeviceGetName")
    std::snprintf(name, size, "stand-in for a device (host memory, for tests)");
    return is_device(device) ? SUCCESS : INVALID_DEVICE;
}

int cuDeviceTotalMem_v2(size_t *bytes, int device) {
    BEGIN("cuDeviceTotalMem_v2")
    *bytes = 1ul << 30;
    return is_device(device) ? SUCCESS : INVALID_DEVICE;
}

int cuDeviceGetAttribute(int *value, int attribute, int device) {
    BEGIN("cuDeviceGetAttribute")
    if (!is_device(device) || (attribute != 75 && attribute != 76)) {
        return INVALID_VALUE;
    }
    *value = attribute == 75 ? device / 10 : device % 10;
    return SUCCESS;
}

int cuDevicePrimaryCtxRetain(void **result, int device) {
    BEGIN("cuDevicePrimaryCtxRetain")
    if (is_device(device)) {
        *result = contexts + device;
    }
    return is_device(device) ? SUCCESS : INVALID_DEVICE;
}

int cuCtxSetCurrent(void *of) {
    BEGIN("cuCtxSetCurrent")
    current = static_cast<char *>(of);
    return is_context(current) ? SUCCESS : INVALID_CONTEXT;
}

int cuModuleLoadData(void **module, const void *image) {
    BEGIN("cuModuleLoadData")
    if (!is_context(current)) {
        return INVALID_CONTEXT;
    }
    size_t size = length(image);
    if (!size) {
        return INVALID_IMAGE;
    }
    void *library = open_image(image, size);
    const int *target = library ? static_cast<const int *>(dlsym(library, "standin_target")) : nullptr;
    if (!target) {
        return INVALID_IMAGE;
    }
    int capability = (int)(current - contexts);
    bool fits = target[0] == capability || (target[1] && target[0] <= capability);
    if (!fits) {
        return NO_BINARY_FOR_GPU;
    }
    *module = *modules.insert(new Module{library, {}}).first;
    return SUCCESS;
}

int cuModuleGetFunction(void **function, void *module, const char *name) {
    BEGIN("cuModuleGetFunction")
    Module *known = static_cast<Module *>(module);
    if (!modules.count(known)) {
        return INVALID_HANDLE;
    }
    Launch launch = reinterpret_cast<Launch>(dlsym(known->library, (std::string("launch_") + name).c_str()));
    if (!launch) {
        return NOT_FOUND;
    }
    functions.insert(launch);
    *function = reinterpret_cast<void *>(launch);
    return SUCCESS;
}

int cuLaunchKernel(
    void *function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x, unsigned block_y, unsigned block_z,
    unsigned shared, void *stream, void **parameters, void **extra) {
    BEGIN("cuLaunchKernel")
    Launch launch = reinterpret_cast<Launch>(function);
    if (!is_context(current)) {
        return INVALID_CONTEXT;
    }
    if (!functions.count(launch)) {
        return INVALID_HANDLE;
    }
    unsigned long threads = (unsigned long)block_x * block_y * block_z;
    bool fits = grid_x && grid_y && grid_z && threads && threads <= 1024 && grid_y <= 65535 && grid_z <= 65535;
    if (!fits || block_y != 1 || block_z != 1 || grid_z != 1 || shared || stream || extra || !parameters) {
        return INVALID_VALUE;
    }
    // lanes of a warp that exchange different numbers of times would hang a device
    lost = launch(grid_x, grid_y, block_x, parameters) ? LAUNCH_FAILED : 0;
    return lost;
}

struct Program {
    std::string name, source, log, image;
};

// what was compiled before, by target, macros and source
static std::map<std::string, std::string> images;

int nvrtcCreateProgram(
    void **result, const char *source, const char *name, int headers, const char *const *, const char *const *) {
    *result = new Program{name, source, "", ""};
    return headers ? 3 : 0;
}

int nvrtcDestroyProgram(void **program) {
    delete static_cast<Program *>(*program);
    *program = nullptr;
    return 0;
}

// STANDIN_PRELUDE names the header before every source
int nvrtcCompileProgram(void *handle, int count, const char *const *options) {
    std::lock_guard<std::recursive_mutex> guard(lock);
    Program *program = static_cast<Program *>(handle);
    std::string target, macros;
    for (int i = 0; i < count; i++) {
        std::string option = options[i];
        if (!option.rfind("--gpu-architecture=", 0)) {
            const char *portable = option.find("=compute_") == std::string::npos ? ", 0" : ", 1";
            target = option.substr(option.find('_') + 1) + portable;
        } else if (!option.rfind("--define-macro=", 0)) {
            macros += " '-D" + option.substr(15) + "'";
        } else if (option != "--fmad=false" && option.rfind("--ptxas-options=", 0)) {
            program->log = "unknown option " + option;
            return 5;
        }
    }
    calls["nvrtcCompileProgram"]++;
    std::string &known = images[target + macros + "\n" + program->source];
    if (!known.empty()) {
        program->image = known;
        return 0;
    }
    std::string at = temporary("kernelXXXXXX");
    if (!mkdtemp(at.data())) {
        return 1;
    }
    std::string text = at + "/text.cpp", library = at + "/image.so", log = at + "/log";
    std::ofstream(text) << "extern \"C\" { extern const int standin_target[] = {" << target << "}; }\n#line 1 \""
                        << program->name << "\"\n"
                        << program->source;
    std::string command = "g++ -x c++ -std=c++17 -O1 -shared -fPIC -ffp-contract=off -w -include '" STANDIN_PRELUDE "'" + macros
        + " '" + text + "' -o '" + library + "' >'" + log + "' 2>&1";
    int code = std::system(command.c_str());
    std::stringstream said, bytes;
    said << std::ifstream(log).rdbuf();
    bytes << std::ifstream(library, std::ios::binary).rdbuf();
    program->log = said.str();
    program->image = bytes.str();
    for (const std::string &file : {text, library, log}) {
        unlink(file.c_str());
    }
    rmdir(at.c_str());
    known = code ? "" : program->image;
    return code ? 6 : 0;
}

int nvrtcGetNumSupportedArchs(int *count) {
    *count = 4;
    return 0;
}

int nvrtcGetSupportedArchs(int *known) {
    const int all[] = {80, 86, 89, 90};
    std::memcpy(known, all, sizeof all);
    return 0;
}

int nvrtcGetProgramLogSize(void *program, size_t *size) {
    *size = static_cast<Program *>(program)->log.size() + 1;
    return 0;
}

int nvrtcGetProgramLog(void *program, char *log) {
    std::strcpy(log, static_cast<Program *>(program)->log.c_str());
    return 0;
}

int nvrtcGetCUBINSize(void *program, size_t *size) {
    *size = static_cast<Program *>(program)->image.size();
    return 0;
}

int nvrtcGetCUBIN(void *program, char *image) {
    const std::string &bytes = static_cast<Program *>(program)->image;
    std::memcpy(image, bytes.data(), bytes.size());
    return 0;
}

int nvrtcGetPTXSize(void *program, size_t *size) {
    return nvrtcGetCUBINSize(program, size);
}

int nvrtcGetPTX(void *program, char *image) {
    return nvrtcGetCUBIN(program, image);
}

}  // extern "C"
