-- read(keys, args): many requests of one gateway query, answered by one call a shard.
--
-- args: the requests as msgpack, what every key of the shard starts with, and as msgpack, where a
-- page merges lists that a set in another shard names, what such sets hold. A request is
--   {get = 'records', ids, select, targets}    records by id
--   {get = 'index', list, last, select, targets}  the record of the least (score, id) in a list, with
--                                              `last` of the greatest, or none
--   {get = 'latest', of}                       the latest ids in a set {_, set, id, how many}
--   {get = 'before', places}                   how many stand before {list, score, id}
--   {get = 'stamps', places}                   what stands at {kind, id, name, lattice}, for a writer
-- and select, which nests: {kind, owner, registers, cards, holds, pages, lists, list_cards, sums,
-- places, standings, claims, lookups}. A lookup {register, key, target} and a page's target say which of `targets`, selects
-- too, is to be read of the ids found there: each once, however often it is referred to.
-- It answers {{log, text, …}, answer, …}; of records and an index {records, {records of a target, …}}.
--
-- SUBTLE: cmsgpack nests 16 deep, and drops what is deeper in silence. Two pages within each other,
-- of a record that was followed to, come to 14.

-- `redis.call`, which is not there yet when the library is loaded.
local call

local read_record

-- `wanted` is what is to be followed of one target; nil where nothing is.
local function refer(wanted, id)
  if wanted and not wanted.seen[id] then
    wanted.seen[id] = true
    wanted[#wanted + 1] = id
  end
end

-- {ids, scores, records, more}
local function read_rows(key, spec, following)
  local ids, scores, more
  if spec.names then
    ids, scores, more = union(spec)
  else
    ids, scores, more = page(key, spec)
  end
  local records, select, target = NONE, spec.select, spec.target
  if select then
    records = {}
    for i = 1, #ids do records[i] = read_record(ids[i], select, following) end
  end
  if target then
    for i = 1, #ids do refer(following[target], ids[i]) end
  end
  return { ids, scores, records, more }
end

local function read_lookups(registers, lookups, following)
  local found, value, decoded = {}, nil, 0
  for i = 1, #lookups do
    local lookup = lookups[i]
    local at, key = lookup[1], lookup[2]
    if decoded ~= at then
      local read = false
      if registers[at] then read, value = pcall(cjson.decode, string.sub(registers[at], 16)) end
      if not read then value = false end
      decoded = at
    end
    local id = value
    if key ~= '' then id = type(value) == 'table' and value[key] end
    if type(id) == 'string' then
      found[i] = id
      refer(following[lookup[3]], id)
    else
      found[i] = false
    end
  end
  return found
end

-- What a record claims, where it holds that: where it is the first of those who claim it.
local function read_claim(claim, id)
  local contents = call('HGET', claim[1] .. id, claim[2])
  if not contents then return false end
  -- Decoding costs more than all the rest. Without a backslash or another object before it, the key
  -- is where it seems to be.
  local key = string.match(contents, '^%x+{[^\\{]-"key":"([^"\\]*)"')
  if not key then
    local read, value = pcall(cjson.decode, string.sub(contents, 16))
    key = read and type(value) == 'table' and value.key
    if type(key) ~= 'string' then return false end
  end
  return call('ZRANGE', claim[3] .. key, 0, 0)[1] == id and contents
end

-- What is seldom asked for: {holds, pages, lists, list cards, sums, places, standings, claims} after
-- the owner.
local function read_more(record, id, select, following)
  if select.holds then
    record[6] = {}
    for i, hold in ipairs(select.holds) do
      record[6][i] = call('ZSCORE', hold[1] .. id, hold[2]) and true or false
    end
  end
  for part, specs in pairs({ [7] = select.pages, [8] = select.lists }) do
    record[part] = {}
    for i, spec in ipairs(specs) do record[part][i] = read_rows(spec.key .. id, spec, following) end
  end
  if select.list_cards then
    record[9] = {}
    for i, key in ipairs(select.list_cards) do record[9][i] = call('ZCARD', key .. id) end
  end
  if select.sums then
    record[10] = {}
    for i, key in ipairs(select.sums) do record[10][i] = call('HGET', key .. id, ' ') or '0' end
  end
  if select.standings then
    record[12] = {}
    for i, standing in ipairs(select.standings) do
      local score, key = call('ZSCORE', standing[1] .. id, standing[2]), standing[1] .. id
      record[12][i] = { score, score and call('ZREVRANK', key, standing[2]) or 0 }
    end
  end
  if select.claims then
    record[13] = {}
    for i, claim in ipairs(select.claims) do record[13][i] = read_claim(claim, id) end
  end
  if select.places then
    record[11] = {}
    local owner = string.match(id, '^[^/]*')
    for i, place_ in ipairs(select.places) do
      local held = place_[2] ~= '' and call('HGET', place_[3] .. owner, place_[2])
      record[11][i] = { call('ZSCORE', place_[1] .. owner, id), held }
    end
  end
end

-- How many stand in a list since a register was written.
local function count_since(card, id)
  local held = call('HGET', card[2] .. id, card[3])
  return call('ZCOUNT', card[1] .. id, held and '(' .. digits(score_of(held)) or '-inf', '+inf')
end

-- {id, registers, cards, lookups, owner's alive, holds, pages, lists, list cards, sums, places,
-- standings, claims}; what would be empty at the end is left out.
read_record = function(id, select, following)
  local registers, counts, found = NONE, NONE, NONE
  if select.registers then registers = call('HMGET', select.key .. id, unpack(select.registers)) end
  local cards = select.cards
  if cards then
    counts = {}
    for i = 1, #cards do
      local card = cards[i]
      counts[i] = type(card) == 'table' and count_since(card, id) or call('ZCARD', card .. id)
    end
  end
  if select.lookups then found = read_lookups(registers, select.lookups, following) end
  if not select.more then return { id, registers, counts, found } end
  local owner = true
  if select.owner then
    owner = call('HGET', select.owner .. string.match(id, '^[^/]*'), 'alive')
  end
  local record =
    { id, registers, counts, found, owner, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE }
  read_more(record, id, select, following)
  return record
end

local function read_latest(base, lists)
  return call('ZRANGE', base .. lists[2] .. '+:' .. lists[3], 0, lists[4] - 1, 'REV')
end

-- What other shards' sets hold, by the names of the sets.
local elsewhere

-- What part of some elements, split at slashes, says how often.
local function counted(elements, part)
  local pattern, found, ids = string.rep('[^/]*/', part) .. '([^/]*)', {}, {}
  for i = 1, #elements do
    local id = string.match(elements[i], '^' .. pattern)
    if id and not found[id] then ids[#ids + 1] = id end
    if id then found[id] = (found[id] or 0) + 1 end
  end
  return ids, found
end

-- The names of the lists that a page merges, and by how much what stands in each is raised. SUBTLE:
-- rounded, so that the last bit of a logarithm does not show.
local function prepare_union(base, spec)
  local names, raised = {}, {}
  local function add(name, by)
    if not raised[name] then names[#names + 1] = name end
    raised[name] = math.max(raised[name] or 0, by)
  end
  for _, lists in ipairs(spec.union) do
    local prefix, set, part = lists[1], lists[2], lists[5]
    if set == '' then
      add(prefix, 0)
    else
      local ids = elsewhere and elsewhere[set .. ' ' .. lists[3]] or read_latest(base, lists)
      local times
      if part >= 0 then ids, times = counted(ids, part) end
      for i = 1, #ids do
        local by = times and math.floor(1e6 * math.log10(1 + times[ids[i]]) + 0.5) or 0
        add(prefix .. ids[i], by)
      end
    end
  end
  spec.names, spec.raised, spec.base = names, raised, base
end

-- Names become what keys start with, once for all records.
local function prepare(base, select)
  local sets = base .. select.kind .. '.'
  select.key = base .. select.kind .. ':'
  if select.owner then select.owner = base .. select.owner .. ':' end
  for i, name in ipairs(select.cards or NONE) do
    local list, since = string.match(name, '^(list:[^ ]*) ?(.*)$')
    if not list then
      select.cards[i] = sets .. name .. '+:'
    else
      select.cards[i] = since == '' and base .. list or { base .. list, select.key, since }
    end
  end
  for _, hold in ipairs(select.holds or NONE) do hold[1] = sets .. hold[1] .. '+:' end
  for i, prefix in ipairs(select.list_cards or NONE) do
    select.list_cards[i] = base .. 'list:' .. prefix
  end
  for i, prefix in ipairs(select.sums or NONE) do select.sums[i] = base .. 'sum:' .. prefix end
  for _, standing in ipairs(select.standings or NONE) do
    standing[1] = base .. 'list:' .. standing[1]
  end
  for _, claim in ipairs(select.claims or NONE) do
    claim[1], claim[3] = base .. claim[1] .. ':', base .. 'list:' .. claim[3]
  end
  for _, place_ in ipairs(select.places or NONE) do
    place_[1], place_[3] = base .. 'list:' .. place_[1], base .. place_[3] .. ':'
  end
  for _, specs in ipairs({ select.pages or NONE, select.lists or NONE }) do
    for _, spec in ipairs(specs) do
      spec.key = spec.set and sets .. spec.set .. '+:' or base .. 'list:' .. spec.list
      if spec.union then prepare_union(base, spec) end
      if spec.select then prepare(base, spec.select) end
    end
  end
  select.more = select.owner or select.holds or select.pages or select.lists or select.list_cards or select.sums
    or select.places
    or select.standings
    or select.claims
  return select
end

-- What is to be followed, by target; each part grows while it is read.
local function to_follow(targets)
  local following = {}
  for i in ipairs(targets) do following[i] = { seen = {} } end
  return following
end

local function follow(targets, following)
  local found, more = {}, #targets > 0
  for i in ipairs(targets) do found[i] = {} end
  while more do
    more = false
    for i, select in ipairs(targets) do
      local records, wanted = found[i], following[i]
      for at = #records + 1, #wanted do
        records[at] = read_record(wanted[at], select, following)
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

-- How many in this shard's part of a list come before a place, greatest first. Among equal scores,
-- of which there may be many, the bytes of ids decide: they are in order, so it is searched.
local function read_before(base, places)
  local found = {}
  for i, place_ in ipairs(places) do
    local key, score, id = base .. 'list:' .. place_[1], place_[2], place_[3]
    local low = call('ZCOUNT', key, '(' .. score, '+inf')
    local high = call('ZCOUNT', key, score, '+inf')
    while low < high do
      local middle = math.floor((low + high) / 2)
      if bytes_less(id, call('ZRANGE', key, middle, middle, 'REV')[1]) then
        low = middle + 1
      else
        high = middle
      end
    end
    found[i] = low
  end
  return found
end

local function read_ids(base, ids, request)
  local targets, records = request.targets or {}, {}
  local select = prepare(base, request.select)
  for _, target in ipairs(targets) do prepare(base, target) end
  local following = to_follow(targets)
  for i, id in ipairs(ids) do records[i] = read_record(id, select, following) end
  return { records, follow(targets, following) }
end

local gets = {
  records = function(base, request) return read_ids(base, request.ids, request) end,
  index = function(base, request)
    local at = request.last and -1 or 0
    return read_ids(base, call('ZRANGE', base .. 'list:' .. request.list, at, at), request)
  end,
  latest = function(base, request) return read_latest(base, request.of) end,
  before = function(base, request) return read_before(base, request.places) end,
  stamps = function(base, request) return read_stamps(base, request.places) end,
}

local function read(keys, args)
  call = redis.call
  local requests, base, answers = cmsgpack.unpack(args[1]), args[2], {}
  elsewhere = args[3] and cmsgpack.unpack(args[3])
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
