-- read(keys, args): many requests of one gateway query, answered by one call a shard.
--
-- args: the requests as msgpack, and what every key of the shard starts with. A request is
--   {get = 'records', ids, select}            records by id
--   {get = 'index', list, select}             the record of the least (score, id) in a list, or false
--   {get = 'stamps', places}                  what stands at {kind, id, name, lattice}, for a writer
-- and select, which nests: {kind, owner, registers, cards, holds, pages, lists, list_cards, sums}.
-- It answers {coverage = {log, text, …}, answers = {…}}.

local read_record

local function read_rows(base, key, spec)
  local rows, more = page(key, spec)
  if spec.select then
    for _, row in ipairs(rows) do row[3] = read_record(base, row[1], spec.select) end
  end
  return { rows, more }
end

-- {id, registers, cards, holds, pages, lists, list cards, sums, owner's alive}
read_record = function(base, id, select)
  local kind = select.kind
  local record = { id, {}, {}, {}, {}, {}, {}, {}, false }
  if #select.registers > 0 then
    record[2] = redis.call('HMGET', base .. kind .. ':' .. id, unpack(select.registers))
  end
  for i, set in ipairs(select.cards) do
    record[3][i] = redis.call('ZCARD', base .. kind .. '.' .. set .. '+:' .. id)
  end
  for i, hold in ipairs(select.holds) do
    local key = base .. kind .. '.' .. hold[1] .. '+:' .. id
    record[4][i] = redis.call('ZSCORE', key, hold[2]) and true or false
  end
  for i, spec in ipairs(select.pages) do
    record[5][i] = read_rows(base, base .. kind .. '.' .. spec.set .. '+:' .. id, spec)
  end
  for i, spec in ipairs(select.lists) do
    record[6][i] = read_rows(base, base .. 'list:' .. spec.list .. id, spec)
  end
  for i, prefix in ipairs(select.list_cards) do
    record[7][i] = redis.call('ZCARD', base .. 'list:' .. prefix .. id)
  end
  for i, prefix in ipairs(select.sums) do
    record[8][i] = redis.call('HGET', base .. 'sum:' .. prefix .. id, ' ') or '0'
  end
  if select.owner then
    local owner = string.match(id, '^[^/]*')
    record[9] = redis.call('HGET', base .. select.owner .. ':' .. owner, 'alive')
  end
  return record
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

local gets = {
  records = function(base, request)
    local records = {}
    for i, id in ipairs(request.ids) do records[i] = read_record(base, id, request.select) end
    return records
  end,
  index = function(base, request)
    local id = redis.call('ZRANGE', base .. 'list:' .. request.list, 0, 0)[1]
    return id and read_record(base, id, request.select) or false
  end,
  stamps = function(base, request) return read_stamps(base, request.places) end,
}

local function read(keys, args)
  local requests, base, answers = cmsgpack.unpack(args[1]), args[2], {}
  for i, request in ipairs(requests) do answers[i] = gets[request.get](base, request) end
  local coverage, held = {}, redis.call('HGETALL', keys[1])
  for i = 1, #held, 2 do
    if held[i] ~= 'touched' and held[i] ~= 'rebuilding' then
      coverage[#coverage + 1], coverage[#coverage + 2] = held[i], held[i + 1]
    end
  end
  return cmsgpack.pack({ coverage = coverage, answers = answers })
end
