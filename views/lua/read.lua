-- read(keys, args): many requests of one gateway query, answered by one call a shard.
--
-- args: the requests as msgpack, and what every key of the shard starts with. A request is
--   {get = 'records', ids, select, targets}    records by id
--   {get = 'index', list, select, targets}     the record of the least (score, id) in a list, or none
--   {get = 'stamps', places}                   what stands at {kind, id, name, lattice}, for a writer
-- and select, which nests: {kind, owner, registers, cards, holds, pages, lists, list_cards, sums,
-- lookups}. A lookup {register, key, target} and a page's target say which of `targets`, selects
-- too, is to be read of the ids found there: each once, however often it is referred to.
-- It answers {{log, text, …}, answer, …}; of records and an index {records, {records of a target, …}}.
--
-- SUBTLE: cmsgpack nests 16 deep, and drops what is deeper in silence. Two pages within each other,
-- of a record that was followed to, come to 14.

local NONE = {}

-- `redis.call`, which is not there yet when the library is loaded.
local call
local read_record

-- The id in a register, or under a key of its value.
local function referred(held, key, values, at)
  if not held then return false end
  local value = values[at]
  if value == nil then
    local read
    read, value = pcall(cjson.decode, string.sub(held, 16))
    if not read then value = false end
    values[at] = value
  end
  if key ~= '' then value = type(value) == 'table' and value[key] end
  return type(value) == 'string' and value
end

local function refer(following, target, id)
  local wanted = following[target]
  if wanted and not wanted.seen[id] then
    wanted.seen[id] = true
    wanted[#wanted + 1] = id
  end
end

-- {ids, scores, records, more}
local function read_rows(base, key, spec, following)
  local ids, scores, more = page(key, spec)
  local records, select, target = NONE, spec.select, spec.target
  if select then
    records = {}
    for i = 1, #ids do records[i] = read_record(base, ids[i], select, following) end
  end
  if target then
    for i = 1, #ids do refer(following, target, ids[i]) end
  end
  return { ids, scores, records, more }
end

-- What a function makes of each part of a select.
local function each(parts, make)
  local made = {}
  for i = 1, #parts do made[i] = make(parts[i]) end
  return made
end

-- {id, registers, cards, holds, pages, lists, list cards, sums, owner's alive, lookups}
read_record = function(base, id, select, following)
  local key, sets = base .. select.kind .. ':' .. id, base .. select.kind .. '.'
  local record = { id, NONE, NONE, NONE, NONE, NONE, NONE, NONE, true, NONE }
  if select.registers then record[2] = call('HMGET', key, unpack(select.registers)) end
  if select.cards then
    record[3] = each(select.cards, function(set) return call('ZCARD', sets .. set .. '+:' .. id) end)
  end
  if select.holds then
    record[4] = each(select.holds, function(hold)
      return call('ZSCORE', sets .. hold[1] .. '+:' .. id, hold[2]) and true or false
    end)
  end
  if select.pages then
    record[5] = each(select.pages, function(spec)
      return read_rows(base, sets .. spec.set .. '+:' .. id, spec, following)
    end)
  end
  if select.lists then
    record[6] = each(select.lists, function(spec)
      return read_rows(base, base .. 'list:' .. spec.list .. id, spec, following)
    end)
  end
  if select.list_cards then
    record[7] = each(select.list_cards, function(prefix)
      return call('ZCARD', base .. 'list:' .. prefix .. id)
    end)
  end
  if select.sums then
    record[8] = each(select.sums, function(prefix)
      return call('HGET', base .. 'sum:' .. prefix .. id, ' ') or '0'
    end)
  end
  if select.owner then
    local owner = string.match(id, '^[^/]*')
    record[9] = call('HGET', base .. select.owner .. ':' .. owner, 'alive')
  end
  if select.lookups then
    local values = {}
    record[10] = each(select.lookups, function(lookup)
      local found = referred(record[2][lookup[1]], lookup[2], values, lookup[1])
      if found then refer(following, lookup[3], found) end
      return found
    end)
  end
  return record
end

-- What is to be followed, by target; each part grows while it is read.
local function to_follow(targets)
  local following = {}
  for i in ipairs(targets) do following[i] = { seen = {} } end
  return following
end

local function follow(base, targets, following)
  local found, more = {}, #targets > 0
  for i in ipairs(targets) do found[i] = {} end
  while more do
    more = false
    for i, select in ipairs(targets) do
      for at = #found[i] + 1, #following[i] do
        found[i][at] = read_record(base, following[i][at], select, following)
        more = true
      end
    end
  end
  return found
end

local function read_stamps(base, places)
  local found = {}
  for i, place_ in ipairs(places) do
    local kind, id, name, lattice = unpack(place_)
    if lattice == 'registers' then
      local contents = call('HGET', base .. kind .. ':' .. id, name)
      found[i] = contents and digits(score_of(contents)) or false
    else
      found[i] = call('ZSCORE', base .. kind .. '+:' .. id, name)
        or call('ZSCORE', base .. kind .. '-:' .. id, name)
    end
  end
  return found
end

local function read_ids(base, ids, request)
  local targets, records = request.targets or {}, {}
  local following = to_follow(targets)
  for i, id in ipairs(ids) do records[i] = read_record(base, id, request.select, following) end
  return { records, follow(base, targets, following) }
end

local gets = {
  records = function(base, request) return read_ids(base, request.ids, request) end,
  index = function(base, request)
    return read_ids(base, call('ZRANGE', base .. 'list:' .. request.list, 0, 0), request)
  end,
  stamps = function(base, request) return read_stamps(base, request.places) end,
}

local function read(keys, args)
  call = redis.call
  local requests, base, answers = cmsgpack.unpack(args[1]), args[2], {}
  local coverage, held = {}, call('HGETALL', keys[1])
  for i = 1, #held, 2 do
    if held[i] ~= 'touched' and held[i] ~= 'rebuilding' then
      coverage[#coverage + 1], coverage[#coverage + 2] = held[i], held[i + 1]
    end
  end
  answers[1] = coverage
  for i, request in ipairs(requests) do answers[i + 1] = gets[request.get](base, request) end
  return cmsgpack.pack(answers)
end
