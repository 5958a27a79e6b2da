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

local read_record

-- The id in a register, or under a key of its value.
local function referred(record, lookup, values)
  local at, key = lookup[1], lookup[2]
  local held = record[2][at]
  if not held then return false end
  if values[at] == nil then
    local read, value = pcall(cjson.decode, string.sub(held, 16))
    values[at] = read and value or false
  end
  local value = values[at]
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
  local records = {}
  for i, id in ipairs(ids) do
    if spec.select then records[i] = read_record(base, id, spec.select, following) end
    if spec.target then refer(following, spec.target, id) end
  end
  return { ids, scores, records, more }
end

-- {id, registers, cards, holds, pages, lists, list cards, sums, owner's alive, lookups}
read_record = function(base, id, select, following)
  local kind = select.kind
  local record = { id, {}, {}, {}, {}, {}, {}, {}, true, {} }
  if select.registers then
    record[2] = redis.call('HMGET', base .. kind .. ':' .. id, unpack(select.registers))
  end
  for i, set in ipairs(select.cards or {}) do
    record[3][i] = redis.call('ZCARD', base .. kind .. '.' .. set .. '+:' .. id)
  end
  for i, hold in ipairs(select.holds or {}) do
    local key = base .. kind .. '.' .. hold[1] .. '+:' .. id
    record[4][i] = redis.call('ZSCORE', key, hold[2]) and true or false
  end
  for i, spec in ipairs(select.pages or {}) do
    local key = base .. kind .. '.' .. spec.set .. '+:' .. id
    record[5][i] = read_rows(base, key, spec, following)
  end
  for i, spec in ipairs(select.lists or {}) do
    record[6][i] = read_rows(base, base .. 'list:' .. spec.list .. id, spec, following)
  end
  for i, prefix in ipairs(select.list_cards or {}) do
    record[7][i] = redis.call('ZCARD', base .. 'list:' .. prefix .. id)
  end
  for i, prefix in ipairs(select.sums or {}) do
    record[8][i] = redis.call('HGET', base .. 'sum:' .. prefix .. id, ' ') or '0'
  end
  if select.owner then
    local owner = string.match(id, '^[^/]*')
    record[9] = redis.call('HGET', base .. select.owner .. ':' .. owner, 'alive')
  end
  local values = {}
  for i, lookup in ipairs(select.lookups or {}) do
    local found = referred(record, lookup, values)
    record[10][i] = found
    if found then refer(following, lookup[3], found) end
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
      local contents = redis.call('HGET', base .. kind .. ':' .. id, name)
      found[i] = contents and digits(score_of(contents)) or false
    else
      found[i] = redis.call('ZSCORE', base .. kind .. '+:' .. id, name)
        or redis.call('ZSCORE', base .. kind .. '-:' .. id, name)
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
    return read_ids(base, redis.call('ZRANGE', base .. 'list:' .. request.list, 0, 0), request)
  end,
  stamps = function(base, request) return read_stamps(base, request.places) end,
}

local function read(keys, args)
  local requests, base, answers = cmsgpack.unpack(args[1]), args[2], {}
  local coverage, held = {}, redis.call('HGETALL', keys[1])
  for i = 1, #held, 2 do
    if held[i] ~= 'touched' and held[i] ~= 'rebuilding' then
      coverage[#coverage + 1], coverage[#coverage + 2] = held[i], held[i + 1]
    end
  end
  answers[1] = coverage
  for i, request in ipairs(requests) do answers[i + 1] = gets[request.get](base, request) end
  return cmsgpack.pack(answers)
end
