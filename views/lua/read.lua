-- read(keys, args): many requests of one gateway query, answered by one call a shard.
--
-- args: the requests as msgpack, what every key of the shard starts with, and as msgpack, where a
-- page merges lists that a set in another shard names, what such sets hold, else nothing; and how many
-- bytes of registers and maps may be read: of more there is no answer but 'much'. A request is
--   {get = 'records', ids, select, targets}    records by id
--   {get = 'index', list, last, select, targets}  the record of the least (score, id) in a list, with
--                                              `last` of the greatest, or none
--   {get = 'latest', of}                       the latest ids in a set {_, set, id, how many}
--   {get = 'counted', ids, by}                 how many of some ids there are by what their owners say
--   {get = 'top', list, first}                 the first of a list, greatest first, and their scores
--   {get = 'scores', list, members}            the scores of some members of a list
--   {get = 'before', list, score, id}          how many stand before there, or there, greatest first
--   {get = 'unseen', …}                        what somebody is told and was not shown (read_unseen)
--   {get = 'stamps', places}                   what stands at {kind, id, name, lattice}, for a writer
-- and select, which nests: {kind, owner, registers, cards, holds, pages, lists, list_cards, sums,
-- places, standings, claims, entries, maps, lookups}. A lookup {register, key, target} and a page's target say which of `targets`, selects
-- too, is to be read of the ids found there: each once, however often it is referred to.
-- It answers {{log, text, …}, answer, …}; of records and an index {records, {records of a target, …}},
-- and of an index the score, too.
--
-- SUBTLE: cmsgpack nests 16 deep, and drops what is deeper in silence. Two pages within each other,
-- of a record that was followed to, come to 14.

-- `redis.call` and `string.find`, which are not there yet when the library is loaded.
local call, find

local read_record

-- How many bytes of registers and maps may be read yet; what is raised when it is less than none.
local room
local MUCH = {}

local function take(held)
  local left = room
  for i = 1, #held do
    local text = held[i]
    if text then left = left - #text end
  end
  room = left
  if left < 0 then error(MUCH, 0) end
end

-- The text that a register's contents have under a key, of which `mark` is `"key":"`; nil where it is not so
-- simple. SUBTLE: decoding costs more than all the rest. Without a backslash or another object, a
-- key is where it seems to be.
local function text_in(contents, mark)
  local _, at = find(contents, mark, 16, true)
  if not at or find(contents, '\\', 17, true) or find(contents, '{', 17, true) then return nil end
  return string.sub(contents, at + 1, find(contents, '"', at + 1, true) - 1)
end

-- `wanted` is what is to be followed of one target; nil where nothing is.
local function refer(wanted, id)
  if wanted and not wanted.seen[id] then
    wanted.seen[id] = true
    wanted[#wanted + 1] = id
  end
end

-- {ids, scores, records, more, how many stand before, how many there are, the records between each and
-- who holds the list, how often lists that are merged were looked into, where it ended early}
local function read_rows(holder, spec, following)
  local key = spec.key .. holder
  local ids, scores, more, ended
  local looked = 0
  local before, count = 0, nil
  if spec.names then
    looked = looks
    ids, scores, more, ended = union(spec)
    looked = math.ceil(looks - looked) + spec.looked
  else
    ids, scores, more, before, count = page(key, spec)
  end
  local records, select, target = NONE, spec.select, spec.target
  if select then
    records = {}
    for i = 1, #ids do records[i] = read_record(ids[i], select, following) end
  end
  if target then
    for i = 1, #ids do refer(following[target], ids[i]) end
  end
  local total = -1
  if spec.counted then
    total = count or call('ZCARD', key)
    if spec.but and in_span(spec.span, call('ZSCORE', key, spec.but)) then total = total - 1 end
  end
  local beside = NONE
  if spec.beside then
    beside = {}
    for i = 1, #ids do beside[i] = read_record(ids[i] .. '/' .. holder, spec.beside, following) end
  end
  return { ids, scores, records, more, before, total, beside, looked, ended }
end

-- The register 0 is the owner's part of the id, and -1 is what comes behind it.
local function read_lookups(record_id, registers, lookups, following)
  local found, value, decoded = {}
  for i = 1, #lookups do
    local lookup = lookups[i]
    local at, key, mark = lookup[1], lookup[2], lookup.mark
    local id = mark and registers[at] and text_in(registers[at], mark)
    if not id then
      if at < 1 then
        value, decoded = string.match(record_id, at == 0 and '^[^/]*' or '/(.*)$'), at
      elseif decoded ~= at then
        local read = false
        if registers[at] then read, value = pcall(cjson.decode, string.sub(registers[at], 16)) end
        if not read then value = false end
        decoded = at
      end
      id = value
      if key ~= '' then id = type(value) == 'table' and value[key] end
    end
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
  local key = text_in(contents, '"key":"')
  if not key then
    local read, value = pcall(cjson.decode, string.sub(contents, 16))
    key = read and type(value) == 'table' and value.key
    if type(key) ~= 'string' then return false end
  end
  return call('ZRANGE', claim[3] .. key, 0, 0)[1] == id and contents
end

-- More keys of a map are not read at once.
local KEYS_MAX = 1000

-- What is seldom asked for: {holds, pages, lists, list cards, sums, places, standings, entries, maps} after
-- the owner.
local function read_more(record, id, select, following)
  if select.holds then
    record[7] = {}
    for i, hold in ipairs(select.holds) do
      record[7][i] = call('ZSCORE', hold[1] .. id, hold[2]) and true or false
    end
  end
  if select.pages then
    record[8] = {}
    for i, spec in ipairs(select.pages) do record[8][i] = read_rows(id, spec, following) end
  end
  if select.lists then
    record[9] = {}
    for i, spec in ipairs(select.lists) do record[9][i] = read_rows(id, spec, following) end
  end
  if select.list_cards then
    record[10] = {}
    for i, key in ipairs(select.list_cards) do record[10][i] = call('ZCARD', key .. id) end
  end
  if select.sums then
    record[11] = {}
    for i, key in ipairs(select.sums) do record[11][i] = rounded(call('HGET', key .. id, ' ')) or '0' end
  end
  if select.places then
    record[12] = {}
    for i, list in ipairs(select.places) do record[12][i] = rounded(call('ZSCORE', list, id)) end
  end
  if select.standings then
    record[13] = {}
    for i, standing in ipairs(select.standings) do
      local score, key = call('ZSCORE', standing[1] .. id, standing[2]), standing[1] .. id
      local rank = standing[3] and 'ZRANK' or 'ZREVRANK'
      record[13][i] = { rounded(score), score and call(rank, key, standing[2]) or 0 }
    end
  end
  if select.entries then
    record[14] = {}
    for i, entry in ipairs(select.entries) do record[14][i] = call('HGET', entry[1] .. id, entry[2]) end
  end
  if select.maps then
    record[15] = {}
    for i, key in ipairs(select.maps) do
      record[15][i] = call('HLEN', key .. id) <= KEYS_MAX and call('HGETALL', key .. id)
      if record[15][i] then take(record[15][i]) end
    end
  end
end

-- {id, registers, cards, lookups, claims, owner's alive, holds, pages, lists, list cards, sums, places,
-- standings, entries, maps}; what would be empty at the end is left out.
read_record = function(id, select, following)
  local registers, counts, found = NONE, NONE, NONE
  if select.registers then
    registers = call('HMGET', select.key .. id, unpack(select.registers))
    take(registers)
  end
  local cards = select.cards
  if cards then
    counts = {}
    for i = 1, #cards do
      local card = cards[i]
      if type(card) == 'table' then
        local key = card[1] .. id
        counts[i] = card[2] and call('HLEN', key) or rounded(call('HGET', key, ' ')) or '0'
      else
        counts[i] = call('ZCARD', card .. id)
      end
    end
  end
  if select.lookups then found = read_lookups(id, registers, select.lookups, following) end
  local claims = NONE
  if select.claims then
    claims = {}
    for i = 1, #select.claims do claims[i] = read_claim(select.claims[i], id) end
  end
  if not select.more then return { id, registers, counts, found, claims } end
  local owner = true
  if select.owner then
    owner = call('HGET', select.owner .. string.match(id, '^[^/]*'), 'alive')
  end
  local record =
    { id, registers, counts, found, claims, owner, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE }
  read_more(record, id, select, following)
  return record
end

local function read_latest(base, lists)
  return call('ZRANGE', base .. lists[2] .. '+:' .. lists[3], 0, lists[4] - 1, 'REV')
end

-- What other shards' sets hold, by the names of the sets: ids, or how many there are by an id.
local elsewhere

-- How many of some records there are by what their owners' register says, {its kind, register, key}.
-- What is dead, itself or its owner, or was written by somebody else, does not count. An id with an
-- owner's before a slash is of the kind and register {kind, register, key}, where its writer stands.
local function read_counted(base, ids, by, writer)
  local found = {}
  looks = looks + 2 * #ids
  local function says(of, id)
    local held = call('HMGET', base .. of[1] .. ':' .. id, of[2], 'alive')
    if not held[1] or not held[2] or string.sub(held[2], 16) ~= 'true' then return nil end
    local value = cjson.decode(string.sub(held[1], 16))
    return type(value) == 'table' and value[of[3]] or nil
  end
  for i = 1, #ids do
    local owner, rest = string.match(ids[i], '^([^/]*)(/?)')
    if rest == '' or says(by[2], ids[i]) == writer then
      local name = says(by[1], owner)
      if name then found[name] = (found[name] or 0) + 1 end
    end
  end
  return found
end

-- The names of the lists that a page merges, and by how much what stands in each is raised: of how many
-- elements' owners say its id, as the domain has it.
local function prepare_union(base, spec)
  local names, raised, before = {}, {}, looks
  local function add(name, by)
    if not raised[name] then names[#names + 1] = name end
    raised[name] = math.max(raised[name] or 0, by)
  end
  for _, lists in ipairs(spec.union) do
    local prefix, set, id, by = lists[1], lists[2], lists[3], lists[5]
    if set == '' then
      add(prefix, 0)
    elseif by then
      local times = elsewhere and elsewhere[set .. ' ' .. id .. ' ' .. by[1][3]]
        or read_counted(base, read_latest(base, lists), by, id)
      local by_how_many = lists[6]
      for name, n in pairs(times) do add(prefix .. name, by_how_many[n]) end
    else
      local ids = elsewhere and elsewhere[set .. ' ' .. id] or read_latest(base, lists)
      for i = 1, #ids do add(prefix .. ids[i], 0) end
    end
  end
  spec.names, spec.raised, spec.base, spec.looked = names, raised, base, looks - before
end

-- Names become what keys start with, once for all records.
local function prepare(base, select)
  local sets = base .. select.kind .. '.'
  select.key = base .. select.kind .. ':'
  if select.owner then select.owner = base .. select.owner .. ':' end
  for i, name in ipairs(select.cards or NONE) do
    local what, counter = string.match(name, '^(%a+):(.*)$')
    select.cards[i] = not what and sets .. name .. '+:' or what == 'list' and base .. name
      or what == 'sum' and { base .. name }
      or { sets .. counter .. ':', what == 'keys' }
  end
  for _, hold in ipairs(select.holds or NONE) do hold[1] = sets .. hold[1] .. '+:' end
  for i, prefix in ipairs(select.list_cards or NONE) do
    select.list_cards[i] = base .. 'list:' .. prefix
  end
  for i, prefix in ipairs(select.sums or NONE) do select.sums[i] = base .. 'sum:' .. prefix end
  for _, standing in ipairs(select.standings or NONE) do
    -- Of a best it is said whether the least stands first.
    standing[1] = standing[3] ~= nil and sets .. standing[1] .. '+:' or base .. 'list:' .. standing[1]
  end
  for _, entry in ipairs(select.entries or NONE) do entry[1] = sets .. entry[1] .. ':' end
  for i, map in ipairs(select.maps or NONE) do select.maps[i] = sets .. map .. ':' end
  for i, list in ipairs(select.places or NONE) do select.places[i] = base .. 'list:' .. list end
  for _, lookup in ipairs(select.lookups or NONE) do
    local key = lookup[2]
    if key ~= '' then lookup.mark = '"' .. key .. '":"' end
  end
  for _, claim in ipairs(select.claims or NONE) do
    claim[1], claim[3] = base .. claim[1] .. ':', base .. 'list:' .. claim[3]
  end
  for _, specs in ipairs({ select.pages or NONE, select.lists or NONE }) do
    for _, spec in ipairs(specs) do
      spec.key = spec.set and sets .. spec.set .. '+:' or base .. 'list:' .. spec.list
      if spec.union then prepare_union(base, spec) end
      if spec.select then prepare(base, spec.select) end
      if spec.beside then prepare(base, spec.beside) end
    end
  end
  select.more = select.owner or select.holds or select.pages or select.lists or select.list_cards or select.sums
    or select.places
    or select.standings
    or select.entries
    or select.maps
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
      local held = call('HGET', base .. kind .. ':' .. id, name)
      -- What was buried for good has no stamp, and no stamp begins with another digit than 0.
      found[i] = held and string.byte(held) == 48 and digits(score_of(held)) or false
    elseif lattice == 'told' then
      local odd = call('HGET', base .. kind .. '~:' .. id, name)
      found[i] = odd and string.match(odd, '^%S+')
        or call('ZSCORE', base .. kind .. '+:' .. id, name)
        or call('ZSCORE', base .. kind .. '-:' .. id, name)
    else
      found[i] = call('ZSCORE', base .. kind .. '+:' .. id, name)
        or call('ZSCORE', base .. kind .. '-:' .. id, name)
    end
  end
  return found
end

-- {id, score, …} of the first of a list, greatest first, and how many it has.
local function read_top(base, list, first)
  local key = base .. 'list:' .. list
  local top = call('ZRANGE', key, 0, first - 1, 'REV', 'WITHSCORES')
  for i = 2, #top, 2 do top[i] = rounded(top[i]) end
  return { top, call('ZCARD', key) }
end

local function read_scores(base, list, members)
  local found = {}
  for i = 1, #members, CHUNK do
    local some = call('ZMSCORE', base .. 'list:' .. list,
      unpack(members, i, math.min(i + CHUNK - 1, #members)))
    for j = 1, #some do found[i + j - 1] = some[j] end
  end
  return found
end

-- What is in one set and not in another, latest first, without `but`: from an offset, to how many, and
-- how many are looked at. Returns the members, where to go on (nil at the end), and how many were looked at.
local function missing(whole, shown, but, from, most, looked_most)
  local found, at, last = {}, from, from + looked_most
  while #found < most and at < last do
    local some = call('ZRANGE', whole, at, math.min(at + CHUNK, last) - 1, 'REV')
    if #some == 0 then return found, nil, at - from end
    local scores = shown and call('ZMSCORE', shown, unpack(some)) or NONE
    for i = 1, #some do
      if #found == most then return found, at + i - 1, at + i - 1 - from end
      if not scores[i] and some[i] ~= but then found[#found + 1] = some[i] end
    end
    at = at + #some
  end
  return found, at, at - from
end

-- What was not shown yet of the records in a list, latest first: of each {id, which set, {members}, where
-- to go on or nil}, a row for each set. A set is {what the whole begins with before the id, what those
-- begin with that were shown, whether the record says to whom}. request: {list, until, first, most, looks,
-- sets, but, reader, ids, from, set}, of which `looks` says how many members are looked at, and `set`
-- which alone of the sets. What was shown to another than `but`, by the register `reader` of the record,
-- {kind, name}, was not shown. It ends at `most` members. Of a record that it did not come to, the row is
-- {id, 0, {}, 0}.
local function read_unseen(base, request)
  local found, count, looked = {}, 0, 0
  local ids = request.ids or call('ZRANGE', base .. 'list:' .. request.list, request['until'], '-inf',
    'BYSCORE', 'REV', 'LIMIT', 0, request.first)
  for _, id in ipairs(ids) do
    if looked >= request.looks then
      found[#found + 1] = { id, 0, {}, 0 }
    else
      local reader = call('HGET', base .. request.reader[1] .. ':' .. id, request.reader[2])
      local mine = reader and cjson.decode(string.sub(reader, 16)) == request.but
      for i = request.set or 1, request.set or #request.sets do
        local set = request.sets[i]
        local shown = (mine or not set[3]) and base .. set[2] .. id
        local members, rest, seen = missing(base .. set[1] .. id, shown, request.but, request.from,
          request.most - count, math.max(request.looks - looked, 0))
        if #members > 0 or rest then found[#found + 1] = { id, i, members, rest } end
        count, looked = count + #members, looked + seen
        if count == request.most then return found end
      end
      looked = looked + 1
    end
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
    local at, key = request.last and -1 or 0, base .. 'list:' .. request.list
    local found = call('ZRANGE', key, at, at, 'WITHSCORES')
    local answer = read_ids(base, { found[1] }, request)
    answer[3] = rounded(found[2])
    return answer
  end,
  latest = function(base, request) return read_latest(base, request.of) end,
  counted = function(base, request) return read_counted(base, request.ids, request.by, request.writer) end,
  top = function(base, request) return read_top(base, request.list, request.first) end,
  scores = function(base, request) return read_scores(base, request.list, request.members) end,
  before = function(base, r) return rank_after(base .. 'list:' .. r.list, r.score, r.id, true) end,
  unseen = read_unseen,
  stamps = function(base, request) return read_stamps(base, request.places) end,
}

local function read(keys, args)
  call, find = redis.call, string.find
  local requests, base, answers = cmsgpack.unpack(args[1]), args[2], {}
  elsewhere = args[3] ~= '' and cmsgpack.unpack(args[3])
  room, looks = tonumber(args[4]), 0
  local coverage, held = {}, call('HGETALL', keys[1])
  for i = 1, #held, 2 do
    if is_log(held[i]) or string.find(held[i], '^healed ') then
      coverage[#coverage + 1], coverage[#coverage + 2] = held[i], held[i + 1]
    end
  end
  answers[1] = coverage
  local whole, why = pcall(function()
    for i, request in ipairs(requests) do answers[i + 1] = gets[request.get](base, request) end
  end)
  if whole then return cmsgpack.pack(answers) end
  if why ~= MUCH then error(why, 0) end
  return cmsgpack.pack({ coverage, 'much' })
end
