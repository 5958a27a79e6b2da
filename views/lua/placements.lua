-- Placements: the difference between where a record stood and where it stands is written.
-- No event ever nudges anything: a record's part in a sum is set from its merged state, and the
-- total follows from the parts that are stored beside it.

local derivations = {}

-- One reader for all records, one after the other: a table of functions for each would be most of
-- what a call allocates.
local reader, reading, held_of = {}, nil, {}

-- Which registers were read of records before, by kind: of the next one they are read together.
local names_of, names = {}, nil

local function held(name)
  if next(held_of) == nil and names[1] then
    local found = redis.call('HMGET', reading .. ':' .. reader.id, unpack(names))
    for i = 1, #names do held_of[names[i]] = found[i] end
  end
  local contents = held_of[name]
  if contents == nil then
    contents = redis.call('HGET', reading .. ':' .. reader.id, name)
    held_of[name] = contents
    names[#names + 1] = name
  end
  return contents
end

local function set_of(name) return reading .. '.' .. name .. '+:' .. reader.id end

reader.value = function(name)
  local contents = held(name)
  if not contents then return nil end
  local value = cjson.decode(string.sub(contents, 16))
  if value == cjson.null then return nil end
  return value
end

reader.score = function(name)
  local contents = held(name)
  return contents and score_of(contents) or 0
end

-- {element, score, …} of those that entered first
reader.first = function(set, most)
  return redis.call('ZRANGE', set_of(set), 0, most - 1, 'WITHSCORES')
end

-- the score of what entered last, or nil
reader.latest = function(set)
  return tonumber(redis.call('ZRANGE', set_of(set), 0, 0, 'REV', 'WITHSCORES')[2])
end

reader.count = function(set) return redis.call('ZCARD', set_of(set)) end

local function read_record_of(base, kind, id)
  reader.id, reading = id, base .. kind
  names_of[kind] = names_of[kind] or {}
  names = names_of[kind]
  for name in pairs(held_of) do held_of[name] = nil end
  return reader
end

-- A sum's hash holds every record's contribution and, under ' ' (no id has white space), the total.
-- SUBTLE: one HSET writes both, so a script that breaks cannot leave one without the other.
local function contribute(base, name, id, value)
  local key = base .. 'sum:' .. name
  local held = redis.call('HMGET', key, ' ', id)
  local total, own = tonumber(held[1] or '0'), tonumber(held[2] or '0')
  if own ~= value then
    redis.call('HSET', key, ' ', total - own + value, id, value)
  end
  -- SUBTLE: asked of every total, not of a part alone: a script that broke after the part left
  -- may have left a total of nothing.
  if value == 0 and held[1] then
    redis.call('HDEL', key, id)
    if redis.call('HLEN', key) == 1 then redis.call('DEL', key) end
  end
end

local NONE = {}
local NOWHERE = { lists = NONE, sums = NONE }

local function placed_key(base, kind, id) return base .. 'placed.' .. kind .. ':' .. id end

local function stored_placement(key)
  local stored = redis.call('GET', key)
  return stored and cmsgpack.unpack(stored) or NOWHERE
end

-- A total of a tally stands in its list alone, and moves by the difference. SUBTLE: that is right as
-- long as what is stored of the record is; where a script broke, totals are made anew.
local function tally(base, name, member, by)
  local total = redis.call('ZINCRBY', base .. 'list:' .. name, by, member)
  if tonumber(total) == 0 then redis.call('ZREM', base .. 'list:' .. name, member) end
end

local function move_tallies(base, before, now)
  local held, same, changed = before.tallies or NONE, before.member == now.member, false
  for name, amount in pairs(held) do
    local by = (same and now.tallies and now.tallies[name] or 0) - amount
    if by ~= 0 then
      tally(base, name, before.member, by)
      changed = true
    end
  end
  for name, amount in pairs(now.tallies or NONE) do
    if not (same and held[name]) then
      tally(base, name, now.member, amount)
      changed = true
    end
  end
  return changed
end

-- The totals of all tallies in which a record has or had an amount, of what all records say that
-- stand where it does.
local function tally_anew(base, kind, id, before, now)
  local totals = {}
  local function take(placement, times, new)
    for name, amount in pairs(placement.tallies or NONE) do
      local key = name .. ' ' .. placement.member
      if new or totals[key] then totals[key] = (totals[key] or 0) + times * amount end
    end
  end
  take(before, 0, true)
  take(now, 1, true)
  if not next(totals) then return end
  local others = {}
  for _, list in pairs({ before.among, now.among }) do
    for _, other in ipairs(redis.call('ZRANGE', base .. 'list:' .. list, 0, -1)) do
      others[other] = true
    end
  end
  others[id] = nil
  for other in pairs(others) do
    take(stored_placement(placed_key(base, kind, other)), 1, false)
  end
  for key, total in pairs(totals) do
    local name, member = string.match(key, '^([^ ]*) (.*)$')
    if total == 0 then
      redis.call('ZREM', base .. 'list:' .. name, member)
    else
      redis.call('ZADD', base .. 'list:' .. name, total, member)
    end
  end
end

-- SUBTLE: the stored placement is written last. If the script breaks before, the record is among
-- the touched and is placed again, from the same state, by the next call.
local function place(base, kind, id, from_scratch)
  local key = placed_key(base, kind, id)
  local before = stored_placement(key)
  local now = derivations[kind](read_record_of(base, kind, id)) or NOWHERE
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
      redis.call('ZADD', base .. 'list:' .. name, score, id)
      changed = true
    end
  end
  for name, value in pairs(now.sums) do
    if from_scratch or before.sums[name] ~= value then
      contribute(base, name, id, value)
      changed = true
    end
  end
  if from_scratch then
    tally_anew(base, kind, id, before, now)
  elseif before.tallies or now.tallies then
    changed = move_tallies(base, before, now) or changed
  end
  if not changed then return end
  if next(now.lists) or next(now.sums) or next(now.tallies or NONE) then
    redis.call('SET', key, cmsgpack.pack(now))
  else
    redis.call('DEL', key)
  end
end
