/* Peers behind their C interfaces, so that no interpreter stands between the clock and a call.
 *
 * Each is opened by a function of its own and answers float32 rows into doubles. The declarations are
 * ours, after the libraries' documentation; nothing of theirs is needed to compile this. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct Peer Peer;
struct Peer {
    int (*predict)(Peer *peer, const float *rows, long count);
    long features, outputs;
    double *answers; /* of the last call, where the peer does not keep them itself */
    void *room;      /* its own input */
    void *function;
    int is_double;
    /* ONNX Runtime's */
    void **api;
    void *session, *memory, *input, *output;
    long bound;
    char input_name[128], output_name[128];
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

static Peer *make(long features, long outputs, long most_rows) {
    Peer *peer = calloc(1, sizeof *peer);
    if (!peer) return NULL;
    peer->features = features;
    peer->outputs = outputs;
    peer->answers = calloc(most_rows * outputs + 1, sizeof(double));
    peer->room = calloc(most_rows * features + 8, sizeof(double));
    return peer->answers && peer->room ? peer : NULL;
}

/* Nanoseconds of `calls` calls, whose batches walk through `count` rows; negative if one failed. */
double peer_time(Peer *peer, const float *rows, long count, long batch, long calls) {
    long first = 0;
    double start = now();
    for (long call = 0; call < calls; call++) {
        if (peer->predict(peer, rows + first * peer->features, batch)) return -1;
        first += batch;
        if (first + batch > count) first = 0;
    }
    return now() - start;
}

/* ONNX Runtime: a table of functions, to which versions only append (onnxruntime_c_api.h). */
enum {
    CREATE_ENV = 3, CREATE_SESSION = 7, RUN = 9, CREATE_OPTIONS = 10, SET_THREADS = 24,
    CREATE_TENSOR = 49, TENSOR_DATA = 51, CREATE_MEMORY = 69, RELEASE_STATUS = 93, RELEASE_VALUE = 96,
};
typedef void *Status;
typedef struct {
    void **(*get_api)(uint32_t version);
    const char *(*version)(void);
} ApiBase;

static int failed(Peer *peer, Status status) {
    if (!status) return 0;
    ((void (*)(Status))peer->api[RELEASE_STATUS])(status);
    return 1;
}

static int bind(Peer *peer, long count) {
    void (*release)(void *) = (void (*)(void *))peer->api[RELEASE_VALUE];
    if (peer->input) release(peer->input);
    if (peer->output) release(peer->output);
    peer->input = peer->output = NULL;
    peer->bound = count;
    int64_t shape[2] = {count, peer->features};
    Status (*create)(void *, void *, size_t, const int64_t *, size_t, int, void **) =
        (Status(*)(void *, void *, size_t, const int64_t *, size_t, int, void **))
            peer->api[CREATE_TENSOR];
    size_t bytes = sizeof(float) * count * peer->features;
    return failed(peer, create(peer->memory, peer->room, bytes, shape, 2, 1, &peer->input));
}

static int ort_predict(Peer *peer, const float *rows, long count) {
    if (peer->bound != count && bind(peer, count)) return 1;
    memcpy(peer->room, rows, sizeof(float) * count * peer->features);
    const char *inputs[] = {peer->input_name}, *outputs[] = {peer->output_name};
    Status (*run)(void *, void *, const char *const *, void *const *, size_t, const char *const *,
                  size_t, void **) =
        (Status(*)(void *, void *, const char *const *, void *const *, size_t, const char *const *,
                   size_t, void **))peer->api[RUN];
    return failed(
        peer, run(peer->session, NULL, inputs, &peer->input, 1, outputs, 1, &peer->output));
}

Peer *ort_open(const char *library, const char *model, const char *input, const char *output,
               long features, long outputs, long most_rows) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return NULL;
    ApiBase *(*base)(void) = (ApiBase * (*)(void)) dlsym(handle, "OrtGetApiBase");
    Peer *peer = make(features, outputs, most_rows);
    if (!base || !peer) return NULL;
    peer->api = base()->get_api(16);
    peer->predict = ort_predict;
    snprintf(peer->input_name, sizeof peer->input_name, "%s", input);
    snprintf(peer->output_name, sizeof peer->output_name, "%s", output);
    void *environment, *options;
    if (failed(peer, ((Status(*)(int, const char *, void **))peer->api[CREATE_ENV])(
                         3, "bench", &environment)) ||
        failed(peer, ((Status(*)(void **))peer->api[CREATE_OPTIONS])(&options)) ||
        failed(peer, ((Status(*)(void *, int))peer->api[SET_THREADS])(options, 1)) ||
        failed(peer, ((Status(*)(void *, const char *, void *, void **))peer->api[CREATE_SESSION])(
                         environment, model, options, &peer->session)) ||
        failed(peer, ((Status(*)(int, int, void **))peer->api[CREATE_MEMORY])(1, 0, &peer->memory)))
        return NULL;
    return peer;
}

static const double *ort_answers(Peer *peer) {
    float *values;
    if (failed(peer, ((Status(*)(void *, void **))peer->api[TENSOR_DATA])(
                         peer->output, (void **)&values)))
        return NULL;
    for (long index = 0; index < peer->bound * peer->outputs; index++)
        peer->answers[index] = values[index];
    return peer->answers;
}

/* tl2cgen: predict(entries, 0, result) of one row; an entry is a number, or -1 where it is missing. */
typedef union {
    int missing;
    float number;
} NarrowEntry;
typedef union {
    int missing;
    double number;
} WideEntry;

static int generated_predict(Peer *peer, const float *rows, long count) {
    long features = peer->features;
    for (long row = 0; row < count; row++, rows += features) {
        /* Leaves are added to what stands there. */
        double *answer = peer->answers + row * peer->outputs;
        memset(answer, 0, sizeof(double) * peer->outputs);
        if (peer->is_double) {
            WideEntry *entries = peer->room;
            for (long index = 0; index < features; index++)
                if (rows[index] == rows[index]) entries[index].number = rows[index];
                else entries[index].missing = -1;
            ((void (*)(WideEntry *, int, double *))peer->function)(entries, 0, answer);
        } else {
            NarrowEntry *entries = peer->room;
            for (long index = 0; index < features; index++)
                if (rows[index] == rows[index]) entries[index].number = rows[index];
                else entries[index].missing = -1;
            float narrow[64] = {0};
            ((void (*)(NarrowEntry *, int, float *))peer->function)(entries, 0, narrow);
            for (long index = 0; index < peer->outputs; index++) answer[index] = narrow[index];
        }
    }
    return 0;
}

Peer *generated_open(const char *library, int is_double, long features, long outputs,
                     long most_rows) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    Peer *peer = make(features, outputs, most_rows);
    if (!handle || !peer || outputs > 64) return NULL;
    peer->predict = generated_predict;
    peer->is_double = is_double;
    peer->function = dlsym(handle, "predict");
    return peer->function ? peer : NULL;
}

/* lleaves: forest_root(rows, results, first, end), all in double. */
static int compiled_predict(Peer *peer, const float *rows, long count) {
    double *wide = peer->room;
    for (long index = 0; index < count * peer->features; index++) wide[index] = rows[index];
    ((void (*)(double *, double *, int, int))peer->function)(wide, peer->answers, 0, (int)count);
    return 0;
}

Peer *compiled_open(const char *library, long features, long most_rows) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    Peer *peer = make(features, 1, most_rows);
    if (!handle || !peer) return NULL;
    peer->predict = compiled_predict;
    peer->function = dlsym(handle, "forest_root");
    return peer->function ? peer : NULL;
}

/* The last call's answers, row after row. */
const double *peer_answers(Peer *peer) {
    return peer->predict == ort_predict ? ort_answers(peer) : peer->answers;
}
