-- merge(keys, args): validate, merge, derive, coverage last. One call a shard and batch.
--
-- keys: the shard's coverage, then every record, set and count that is merged into.
-- args: the payload as msgpack, and what every key of the shard starts with.
--   registers {{key, kind, id, {name = contents}}}     sets {{key+, key-, kind, id, {element, score, live, …}}}
--   counts {{key, record key, field, {element, …}}}    parked {field = reason}
--   coverage {{log, {first, last, …}, times healed}}
-- Derived keys are not known to a caller that never reads; they share the hash tag of the declared.

local CHUNK = 1000 -- unpack fails above some 8,000 values

local function expect(truth, what)
  if not truth then error('merge: malformed payload: ' .. what, 0) end
end

local function text(value) return type(value) == 'string' end

-- Whether a double holds the number exactly, and it is whole. No comparison holds for NaN.
local function whole(number, least)
  return type(number) == 'number' and number >= least and number < 2 ^ 53 and number % 1 == 0
end

-- SUBTLE: whatever a later step would choke on is refused here. An error half-way leaves a half,
-- and what is named as touched is derived again, and chokes again, in every later call.
local function validate(keys, payload)
  for _, r in ipairs(payload.registers) do
    expect(r[1] ~= 1 and keys[r[1]] and text(r[2]) and text(r[3]) and next(r[4]), 'register key')
    for name, contents in pairs(r[4]) do
      expect(text(name) and text(contents) and #contents > 15, 'register')
      expect(string.find(contents, '^%x%x%x%x%x%x%x%x%x%x%x%x%x%x%x'), 'stamp')
    end
  end
  for _, s in ipairs(payload.sets) do
    expect(s[1] ~= 1 and s[2] ~= 1 and s[1] ~= s[2] and keys[s[1]] and keys[s[2]], 'set key')
    expect(text(s[3]) and text(s[4]) and #s[5] % 3 == 0, 'set')
    for i = 1, #s[5], 3 do
      expect(text(s[5][i]) and whole(s[5][i + 1], -2 ^ 53), 'element')
      expect(type(s[5][i + 2]) == 'boolean', 'element')
    end
  end
  for _, c in ipairs(payload.counts) do
    expect(c[1] ~= 1 and c[2] ~= 1 and c[1] ~= c[2] and keys[c[1]] and keys[c[2]], 'count key')
    expect(text(c[3]) and #c[4] > 0, 'count')
    for i = 1, #c[4] do expect(text(c[4][i]), 'seen') end
  end
  for where, reason in pairs(payload.parked) do expect(text(where) and text(reason), 'parked') end
  for _, c in ipairs(payload.coverage) do
    expect(text(c[1]) and is_log(c[1]) and #c[2] % 2 == 0 and whole(c[3], 0), 'coverage')
    for i = 1, #c[2], 2 do
      expect(whole(c[2][i], 1) and whole(c[2][i + 1], c[2][i]), 'range')
    end
  end
end

-- SUBTLE: what was read from a log before it was healed may be in no log any more. A projector that
-- stood still since then must not bring it in.
local function refuse_unhealed(coverage_key, coverage)
  if redis.call('HGET', coverage_key, 'rebuilding') then error('healed: the shard is rebuilt', 0) end
  for _, c in ipairs(coverage) do
    local known = redis.call('HGET', coverage_key, 'healed ' .. c[1]) or '0'
    if known ~= digits(c[3]) then
      error('healed: ' .. c[1] .. ' ' .. known .. ' times, not ' .. digits(c[3]), 0)
    end
  end
end

local function merge_registers(key, fields)
  local names = {}
  for name in pairs(fields) do names[#names + 1] = name end
  local held, write = redis.call('HMGET', key, unpack(names)), {}
  for i, name in ipairs(names) do
    if not held[i] or bytes_less(held[i], fields[name]) then
      write[#write + 1] = name
      write[#write + 1] = fields[name]
    end
  end
  if #write == 0 then return false end
  redis.call('HSET', key, unpack(write))
  return true
end

local function in_chunks(command, key, values)
  for i = 1, #values, CHUNK do
    redis.call(command, key, unpack(values, i, math.min(i + CHUNK - 1, #values)))
  end
end

local function scores(key, elements, first, last)
  if first == last then return { redis.call('ZSCORE', key, elements[first]) } end
  return redis.call('ZMSCORE', key, unpack(elements, first, last))
end

-- Additions of elements that were never removed: the store itself keeps the greater score.
local function raise(key, values)
  local changed = 0
  for i = 1, #values, CHUNK do
    local last = math.min(i + CHUNK - 1, #values)
    changed = changed + redis.call('ZADD', key, 'GT', 'CH', unpack(values, i, last))
  end
  return changed > 0
end

-- SUBTLE: an element leaves one set before it enters the other. A script that breaks between
-- leaves it in neither, and the batch, not being covered, comes again and puts it right.
local function merge_elements(live_key, removed_key, flat)
  -- Most are one that enters, and was never removed.
  if #flat == 3 and flat[3] and not redis.call('ZSCORE', removed_key, flat[1]) then
    return redis.call('ZADD', live_key, 'GT', 'CH', digits(flat[2]), flat[1]) > 0
  end
  local elements, removals = {}, {}
  for i = 1, #flat, 3 do
    elements[#elements + 1] = flat[i]
    if not flat[i + 2] then removals[#removals + 1] = flat[i] end
  end
  local live = {}
  for first = 1, #removals, CHUNK do
    local last = math.min(first + CHUNK - 1, #removals)
    local found = scores(live_key, removals, first, last)
    for i = first, last do live[removals[i]] = found[i - first + 1] end
  end
  local leave_live, leave_removed, enter_live, enter_removed = {}, {}, {}, {}
  for first = 1, #elements, CHUNK do
    local last = math.min(first + CHUNK - 1, #elements)
    local removed = scores(removed_key, elements, first, last)
    for i = first, last do
      local element, score, is_live = elements[i], flat[3 * i - 1], flat[3 * i]
      local at, gone = live[element], removed[i - first + 1]
      if is_live and not gone then
        enter_live[#enter_live + 1] = digits(score)
        enter_live[#enter_live + 1] = element
      elseif not (at or gone) or standing_less(tonumber(at or gone), at and true, score, is_live) then
        local enter = is_live and enter_live or enter_removed
        enter[#enter + 1] = digits(score)
        enter[#enter + 1] = element
        if at and not is_live then leave_live[#leave_live + 1] = element end
        if gone and is_live then leave_removed[#leave_removed + 1] = element end
      end
    end
  end
  in_chunks('ZREM', live_key, leave_live)
  in_chunks('ZREM', removed_key, leave_removed)
  local raised = #enter_live > 0 and raise(live_key, enter_live)
  in_chunks('ZADD', removed_key, enter_removed)
  return raised or #enter_removed > 0
end

local function merge(keys, args)
  local payload, base, coverage_key = cmsgpack.unpack(args[1]), args[2], keys[1]
  validate(keys, payload)
  refuse_unhealed(coverage_key, payload.coverage)

  -- What a broken call left is derived again, before anything else is merged.
  local broken = redis.call('HGET', coverage_key, 'touched')
  if broken and broken ~= '' then
    local entities = cmsgpack.unpack(broken)
    for i = 1, #entities, 2 do place(base, entities[i], entities[i + 1], true) end
  end
  -- Kinds and ids, one after the other: a table for each would be much to collect.
  local touched = {}
  local function touch(kind, id)
    if derivations[kind] then touched[#touched + 1], touched[#touched + 2] = kind, id end
  end
  for _, r in ipairs(payload.registers) do touch(r[2], r[3]) end
  for _, s in ipairs(payload.sets) do touch(s[3], s[4]) end
  if #touched > 0 then redis.call('HSET', coverage_key, 'touched', cmsgpack.pack(touched)) end

  local changed = {}
  local function note(kind, id)
    if derivations[kind] then
      changed[kind] = changed[kind] or {}
      changed[kind][id] = true
    end
  end
  for _, r in ipairs(payload.registers) do
    if merge_registers(keys[r[1]], r[4]) then note(r[2], r[3]) end
  end
  for _, s in ipairs(payload.sets) do
    if merge_elements(keys[s[1]], keys[s[2]], s[5]) then note(s[3], s[4]) end
  end
  for _, c in ipairs(payload.counts) do
    in_chunks('PFADD', keys[c[1]], c[4])
    -- PFCOUNT is refused in functions that only read, and rewrites the bytes: the count is stored.
    redis.call('HSET', keys[c[2]], c[3], redis.call('PFCOUNT', keys[c[1]]))
  end
  for where, reason in pairs(payload.parked) do
    redis.call('HSET', base .. 'parked', where, reason)
  end
  for kind, ids in pairs(changed) do
    for id in pairs(ids) do place(base, kind, id, false) end
  end

  local write, reply = { 'touched', '' }, {}
  for _, c in ipairs(payload.coverage) do
    local text = coverage_join(redis.call('HGET', coverage_key, c[1]) or '', c[2])
    write[#write + 1], write[#write + 2] = c[1], text
    reply[#reply + 1], reply[#reply + 2] = c[1], text
  end
  in_chunks('HSET', coverage_key, write)
  return reply
end
