-- wrk posts the file that BODY names, and tells what came of it as one line of JSON.
local file = assert(io.open(os.getenv("BODY")))
wrk.method, wrk.body = "POST", file:read("*a")
wrk.headers["Content-Type"] = "application/json"
file:close()

function done(summary, latency)
    local errors = summary.errors
    local bad = errors.status + errors.connect + errors.read + errors.write + errors.timeout
    print(string.format('RESULT {"requests":%d,"seconds":%f,"bad":%d,"p50":%f,"p99":%f}',
        summary.requests, summary.duration / 1e6, bad,
        latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
