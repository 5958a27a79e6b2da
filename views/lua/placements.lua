-- Placements: the difference between where a record stood and where it stands is written.
-- No event ever nudges anything: a record's part in a sum is set from its merged state, and the
-- total follows from the parts that are stored beside it.

local derivations = {}

local function record_reader(base, kind, id)
  local key = base .. kind .. ':' .. id
  local read = {}
  local function held(name)
    if read[name] == nil then read[name] = redis.call('HGET', key, name) end
    return read[name]
  end
  return {
    id = id,
    value = function(name)
      local contents = held(name)
      if not contents then return nil end
      local value = cjson.decode(string.sub(contents, 16))
      if value == cjson.null then return nil end
      return value
    end,
    score = function(name)
      local contents = held(name)
      return contents and score_of(contents) or 0
    end,
    -- {element, score, …} of those that entered first
    first = function(set, most)
      local key_ = base .. kind .. '.' .. set .. '+:' .. id
      return redis.call('ZRANGE', key_, 0, most - 1, 'WITHSCORES')
    end,
    count = function(set) return redis.call('ZCARD', base .. kind .. '.' .. set .. '+:' .. id) end,
  }
end

-- A sum's hash holds every record's contribution and, under ' ' (no id has white space), the total.
-- SUBTLE: one HSET writes both, so a script that breaks cannot leave one without the other.
local function contribute(base, name, id, value)
  local key = base .. 'sum:' .. name
  local held = redis.call('HMGET', key, ' ', id)
  local total, own = tonumber(held[1] or '0'), tonumber(held[2] or '0')
  if own ~= value then
    redis.call('HSET', key, ' ', digits(total - own + value), id, digits(value))
  end
  -- SUBTLE: asked of every total, not of a part alone: a script that broke after the part left
  -- may have left a total of nothing.
  if value == 0 and held[1] then
    redis.call('HDEL', key, id)
    if redis.call('HLEN', key) == 1 then redis.call('DEL', key) end
  end
end

-- SUBTLE: the stored placement is written last. If the script breaks before, the record is among
-- the touched and is placed again, from the same state, by the next call.
local function place(base, kind, id, from_scratch)
  local key = base .. 'placed.' .. kind .. ':' .. id
  local stored = redis.call('GET', key)
  local before = stored and cmsgpack.unpack(stored) or { lists = {}, sums = {} }
  local now = derivations[kind](record_reader(base, kind, id)) or { lists = {}, sums = {} }
  local changed = from_scratch
  for name in pairs(before.lists) do
    if not now.lists[name] then
      redis.call('ZREM', base .. 'list:' .. name, id)
      changed = true
    end
  end
  for name in pairs(before.sums) do
    if not now.sums[name] then
      contribute(base, name, id, 0)
      changed = true
    end
  end
  for name, score in pairs(now.lists) do
    if from_scratch or before.lists[name] ~= score then
      redis.call('ZADD', base .. 'list:' .. name, digits(score), id)
      changed = true
    end
  end
  for name, value in pairs(now.sums) do
    if from_scratch or before.sums[name] ~= value then
      contribute(base, name, id, value)
      changed = true
    end
  end
  if not changed then return end
  if next(now.lists) or next(now.sums) then
    redis.call('SET', key, cmsgpack.pack(now))
  else
    redis.call('DEL', key)
  end
end
