-- Posts events as SendGrid does, each with an id of its own, so many in an array as the argument says.
dofile("benchmarks/summary.lua")

local threads = 0
local event = '{"email":"suzie@example.org","timestamp":1764129600,"event":"delivered","sg_event_id":"%d-%d",' ..
  '"sg_message_id":"14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0","smtp-id":"<14c5d75ce93.dfd.64b469@ismtpd-555>",' ..
  '"ip":"192.0.2.25","tls":1,"category":["confirm_signature"],"response":"250 2.0.0 OK 1764129600 a1si2346346qtp.3",' ..
  '"delivery":"5f1c2b6e-9d0e-4a53-8a0c-%012d"}'

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(arguments)
  batch, sent = tonumber(arguments[1]), 0
  -- Another run of the same batch must not repeat the ids of the first.
  number = number + 1000 * batch
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  local events = {}
  for place = 1, batch do
    sent = sent + 1
    events[place] = string.format(event, number, sent, sent)
  end
  return wrk.format(nil, nil, nil, "[" .. table.concat(events, ",") .. "]")
end
