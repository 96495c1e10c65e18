-- Posts to each path of a file, one after another, as mail programs do (RFC 8058).
local paths, at = {}, 0

function init(arguments)
   for path in io.lines(arguments[1]) do paths[#paths + 1] = path end
   wrk.method, wrk.body = "POST", "List-Unsubscribe=One-Click"
   wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
end

function request()
   at = at % #paths + 1
   return wrk.format(nil, paths[at])
end

function done(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format('{"requests": %d, "p99": %.3f, "median": %.3f, "errors": %d}\n',
      summary.requests, latency:percentile(99) / 1000, latency:percentile(50) / 1000,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
