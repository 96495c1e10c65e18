-- wrk calls this once, after the load: its summary as one line of JSON.
function done(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format('{"requests": %d, "seconds": %.3f, "received": %d, "errors": %d}\n',
      summary.requests, summary.duration / 1e6, summary.bytes,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
