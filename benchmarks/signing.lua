-- Signs a petition as fast as answers come, each time as somebody else, for so many seconds.
-- Then it sends nothing more, so that every answer to what was sent is counted.
-- Arguments: SECONDS, the field of the wording and its key ("wording=1"), a file of postcodes.
local ffi = require("ffi")
ffi.cdef("typedef struct { long s; long us; } moment; int gettimeofday(moment *at, void *zone);")
local moment = ffi.new("moment")
local threads, at, postcodes = {}, 0, {}
local DOMAINS = { "gmail.com", "outlook.com", "hotmail.co.uk", "icloud.com", "yahoo.co.uk", "btinternet.com" }
local HEADERS = {
   ["Content-Type"] = "application/x-www-form-urlencoded",
   ["Sec-Fetch-Site"] = "same-origin",
   ["X-Forwarded-Proto"] = "https",
}

local function now()
   ffi.C.gettimeofday(moment, nil)
   return tonumber(moment.s) + tonumber(moment.us) / 1e6
end

function setup(thread)
   threads[#threads + 1] = thread
   thread:set("number", #threads)
end

function init(arguments)
   for postcode in io.lines(arguments[3]) do postcodes[#postcodes + 1] = postcode end
   wording, accepted, others, began, ended = arguments[2], 0, 0, now(), 0
   finish = began + tonumber(arguments[1])
   seed = os.time() % 1000000 .. "x" .. number
   math.randomseed(os.time() * 10 + number)
end

function request()
   at = at + 1
   local who = seed .. "x" .. at
   local domain = at % 4 == 0 and "d" .. who .. ".example.org" or DOMAINS[at % #DOMAINS + 1]
   local ip = { math.random(1, 200), math.random(0, 255), math.random(0, 255), math.random(1, 254) }
   HEADERS["X-Forwarded-For"] = table.concat(ip, ".")
   local body = "name=Suzie+Signer" .. who .. "&email=signer." .. who .. "%40" .. domain
      .. "&country=GB&postcode=" .. postcodes[math.random(#postcodes)] .. "&news=on&" .. wording
   return wrk.format("POST", nil, HEADERS, body)
end

function delay()
   return now() < finish and 0 or 1e6
end

function response(status)
   ended = now()
   if status == 303 then accepted = accepted + 1 else others = others + 1 end
end

function done(summary, latency, requests)
   local accepted, others, seconds = 0, 0, 0
   for _, thread in ipairs(threads) do
      accepted, others = accepted + thread:get("accepted"), others + thread:get("others")
      seconds = math.max(seconds, thread:get("ended") - thread:get("began"))
   end
   local errors = summary.errors
   others = others + errors.connect + errors.write + errors.timeout
   io.write(string.format(
      '{"accepted": %d, "others": %d, "closed": %d, "seconds": %.3f, "p95": %.3f, "median": %.3f}\n',
      accepted, others, errors.read, seconds, latency:percentile(95) / 1000, latency:percentile(50) / 1000))
end
