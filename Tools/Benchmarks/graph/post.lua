-- wrk posts one row, in turn of the two files that BODY names, separated by a colon; and tells what
-- came of it as one line of JSON.
local requests, turn = {}, 0

function init(arguments)
    wrk.headers["Content-Type"] = "application/json"
    for name in os.getenv("BODY"):gmatch("[^:]+") do
        local file = assert(io.open(name))
        requests[#requests + 1] = wrk.format("POST", nil, nil, file:read("*a"))
        file:close()
    end
end

function request()
    turn = turn % #requests + 1
    return requests[turn]
end

function done(summary, latency)
    local errors = summary.errors
    local bad = errors.status + errors.connect + errors.read + errors.write + errors.timeout
    print(string.format('RESULT {"requests":%d,"seconds":%f,"bad":%d,"p50":%f}',
        summary.requests, summary.duration / 1e6, bad, latency:percentile(50) / 1e3))
end
