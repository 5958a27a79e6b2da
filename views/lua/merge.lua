-- merge(keys, args): validate, merge, derive, coverage last. One call a shard and batch.
--
-- keys: the shard's coverage, then every record, set and count that is merged into.
-- args: the payload as msgpack, what every key of the shard starts with, and how many steps the call
-- may take: what is then still to be placed is left to the next calls, and nothing is covered yet. What
-- there is much of is flat, for a table costs more than all that stands in it; its first value is its
-- length. An item is a head, which ends with n, and n times some values.
--   registers key, kind, id, n, and n times name, contents
--   sets      key+, key-, kind, field, id, n, n times element, and n times score, live
--   told      set, kind, id, n, n times element, and n times score, is in, first, seen (told.lua)
--   counts    key, record key, field, n, and n times element
--   amounts   as registers, of a counter: what it totals is kept in its hash
--   offers    `<kind>.<field>`, kind, id, whether the least is best, n, and n times offer, contents
--   parked    {field = reason}
--   coverage  {{log, {first, last, …}, id of its last healing, or ''}}
--   id        of the call, or ''; merged: whether all of it was merged by an earlier call of this id,
--             so that nothing is carried but what it covers
-- Derived keys are not known to a caller that never reads; they share the hash tag of the declared.
--
-- It answers {steps, how much is left, {who is to be told, …}, log, coverage, …}. Where nothing is left
-- and nothing covered, what was said to be merged is not here: all of it must be sent again.

local function expect(truth, what)
  if not truth then error('merge: malformed payload: ' .. what, 0) end
end

local function is_text(value) return type(value) == 'string' end

-- There are many of these, so that a call for each would cost more than the rest of it.
local function expect_texts(list, first, last, what)
  for at = first, last do
    if type(list[at]) ~= 'string' then expect(false, what) end
  end
end

-- Whether anything depends on a field of a record.
local function matters(kind, field)
  return needs[kind] and needs[kind][field] or exposed[kind] and exposed[kind][field]
end

-- The field of an item of told sets, whose set is `<kind>.<field>`.
local function told_field(list, i) return string.sub(list[i], #list[i + 1] + 2) end

-- The field of a map, a counter or a best by its key, `<base><kind>.<field>:<id>`, or by what that begins
-- with; nil of a record's registers.
local function field_in(key, start)
  return string.byte(key, start) == 46 and string.match(key, '^%.([^:]+)', start) or nil
end

-- The kind and the id of a record by its key.
local function record_in(key, base_length) return string.match(key, '^([^:]+):(.*)$', base_length + 1) end

-- SUBTLE: whatever a later step would choke on is refused here. An error half-way leaves a half,
-- and what is named as touched is derived again, and chokes again, in every later call.
-- What is left to the caller: no two items name one set, and an item no register and no element twice.
-- Returns kind and id of all that may have to be placed, and whether anything is merged.
local function validate(keys, payload)
  local touched, named, any = {}, {}, false
  local base_length = #keys[1] - #'coverage'
  local function touch(kind, id, field)
    if not (is_text(kind) and is_text(id) and is_text(field)) then expect(false, 'entity') end
    any = true
    if matters(kind, field) then
      local ids = named[kind]
      if not ids then
        ids = {}
        named[kind] = ids
      end
      if not ids[id] then
        ids[id] = true
        touched[#touched + 1], touched[#touched + 2] = kind, id
      end
    end
  end
  local function each_whole(name, visit)
    local list = payload[name]
    expect(type(list) == 'table' and list[1] == #list, name)
    expect(each(payload, name, visit) == list[1] + 1, name)
  end
  local function contents(list, first, n, is_sound)
    for at = first, first + 2 * n - 2, 2 do
      local name, text = list[at], list[at + 1]
      if type(name) ~= 'string' or type(text) ~= 'string' or #text < 16 then expect(false, 'register') end
      if not string.find(text, '^%x%x%x%x%x%x%x%x%x%x%x%x%x%x%x') then expect(false, 'stamp') end
      if is_sound then expect(is_sound(text), 'contents') end
    end
  end
  each_whole('registers', function(r, i, n)
    local key = r[i]
    expect(key ~= 1 and keys[key] and is_whole(n, 1) and n <= CHUNK, 'register key')
    contents(r, i + 4, n)
    local field = field_in(keys[key], base_length + #r[i + 1] + 1)
    if field then return touch(r[i + 1], r[i + 2], field) end
    for at = i + 4, i + 2 * n + 2, 2 do touch(r[i + 1], r[i + 2], r[at]) end
  end)
  each_whole('amounts', function(a, i, n)
    expect(a[i] ~= 1 and keys[a[i]] and is_whole(n, 1), 'counter key')
    touch(a[i + 1], a[i + 2], field_in(keys[a[i]], base_length + #a[i + 1] + 1))
    contents(a, i + 4, n, is_amount)
    for at = i + 4, i + 2 * n + 2, 2 do expect(not string.find(a[at], ' ', 1, true), 'who counts') end
  end)
  each_whole('offers', function(o, i, n)
    expect(is_text(o[i]) and type(o[i + 3]) == 'boolean' and is_whole(n, 1), 'offers')
    touch(o[i + 1], o[i + 2], field_in(o[i], #o[i + 1] + 1))
    contents(o, i + 5, n, is_offer)
  end)
  each_whole('sets', function(s, i, n)
    local live, removed = s[i], s[i + 1]
    expect(live ~= 1 and removed ~= 1 and live ~= removed, 'set key')
    expect(keys[live] and keys[removed] and is_whole(n, 1), 'set key')
    touch(s[i + 2], s[i + 4], s[i + 3])
    expect_texts(s, i + 6, i + 5 + n, 'element')
    for at = i + 6 + n, i + 4 + 3 * n, 2 do
      if type(s[at + 1]) ~= 'boolean' or not is_whole(s[at], -2 ^ 53) then expect(false, 'element') end
    end
  end)
  each_whole('told', function(t, i, n)
    expect(is_text(t[i]) and is_whole(n, 1), 'told set')
    touch(t[i + 1], t[i + 2], told_field(t, i))
    expect_texts(t, i + 4, i + 3 + n, 'element')
    for at = i + 4 + n, i + 3 + 5 * n, 4 do
      local score, first = t[at], t[at + 2]
      local sound = type(t[at + 1]) == 'boolean' and type(t[at + 3]) == 'boolean' and (first ~= true or score)
        and (score == false or is_whole(score, -2 ^ 53))
        and (type(first) == 'boolean' or is_whole(first, -2 ^ 53))
      if not sound then expect(false, 'element') end
    end
  end)
  each_whole('counts', function(c, i, n)
    local key, record = c[i], c[i + 1]
    expect(key ~= 1 and record ~= 1 and key ~= record and keys[key] and keys[record], 'count key')
    expect(is_text(c[i + 2]) and is_whole(n, 1), 'count')
    local kind, id = record_in(keys[record], base_length)
    touch(kind, id, c[i + 2])
    expect_texts(c, i + 4, i + 3 + n, 'seen')
  end)
  for where, reason in pairs(payload.parked) do expect(is_text(where) and is_text(reason), 'parked') end
  for _, c in ipairs(payload.coverage) do
    expect(is_text(c[1]) and is_log(c[1]) and #c[2] % 2 == 0 and is_text(c[3]), 'coverage')
    for i = 1, #c[2], 2 do
      expect(is_whole(c[2][i], 1) and is_whole(c[2][i + 1], c[2][i]), 'range')
    end
  end
  expect(is_text(payload.id) and type(payload.merged) == 'boolean', 'id')
  return touched, any or next(payload.parked) ~= nil
end

-- SUBTLE: what was read from a log before it was healed may be in no log any more. A projector that
-- stood still since then must not bring it in.
local function refuse_unhealed(coverage_key, coverage)
  if redis.call('HGET', coverage_key, 'rebuilding') then error('healed: the shard is rebuilt', 0) end
  for _, c in ipairs(coverage) do
    local known = redis.call('HGET', coverage_key, 'healed ' .. c[1]) or ''
    if known ~= c[3] then
      error('healed: ' .. c[1] .. ' by ' .. known .. ', and this was read of it before', 0)
    end
  end
end

-- What is merged and not covered yet, should the script break: `touched` names the work that it has, and
-- `begun <log>` the last sequence of which something may be here.
local function begin(coverage_key, touched, coverage)
  local write = { 'touched', cmsgpack.pack(touched) }
  for _, c in ipairs(coverage) do
    local last, field = c[2][#c[2]], 'begun ' .. c[1]
    if last and last > tonumber(redis.call('HGET', coverage_key, field) or '0') then
      write[#write + 1], write[#write + 2] = field, digits(last)
    end
  end
  in_chunks('HSET', coverage_key, write, 1, #write)
end

-- A call that has begun, names nothing and has not ended; and one that has ended before all that a broken
-- one left was placed.
local NO_ITEMS = '\144' -- an empty array, as msgpack
local MENDING = 'mending'

-- The number of the last break, where not all is placed since: what a broken call touched is work that it
-- left.
local function take_over(base, coverage_key)
  local named = redis.call('HGET', coverage_key, 'touched')
  if not named or named == '' then return nil end
  if named == MENDING then return redis.call('HGET', coverage_key, 'breaks') end
  local breaks = redis.call('HINCRBY', coverage_key, 'breaks', 1)
  local records, write = cmsgpack.unpack(named), {}
  for i = 1, #records, 2 do
    local kind = records[i]
    local item = kind .. ' ' .. records[i + 1]
    write[#write + 1], write[#write + 2] = item, ''
    -- What it exposes may have changed, and nobody who reads it may have been asked for.
    local star = '* readers:' .. item
    if exposed[kind] and redis.call('EXISTS', base .. 'readers:' .. item) == 1 then
      local known = redis.call('HEXISTS', base .. 'work', star) == 1
      write[#write + 1], write[#write + 2] = star, known and '' or 'n' .. breaks
    end
  end
  in_chunks('HSET', base .. 'work', write, 1, #write)
  return breaks
end

-- Places what earlier calls left; whether all of it.
-- SUBTLE: while that goes on this call is one that has begun, and while something of what a broken one
-- left is not placed, so is the next.
local function place_left(base, coverage_key, most)
  begin_work(base, take_over(base, coverage_key))
  if broken then part_kept(base) end
  if not (stored or kept ~= NONE) then
    broken = false
    return true
  end
  redis.call('HSET', coverage_key, 'touched', NO_ITEMS)
  local all = work_off(base, most)
  redis.call('HSET', coverage_key, 'touched', broken and MENDING or '')
  return all
end

local REMEMBERED = 8

-- The last calls whose merging is here, whole. SUBTLE: it stands beside the coverage. A store that goes
-- back to before a call goes back to before that is known of it.
local function remember(coverage_key, id)
  if id == '' then return end
  local known = { id }
  for one in string.gmatch(redis.call('HGET', coverage_key, 'merged') or '', '%S+') do
    if #known < REMEMBERED then known[#known + 1] = one end
  end
  redis.call('HSET', coverage_key, 'merged', table.concat(known, ' '))
end

local function remembers(coverage_key, id)
  for one in string.gmatch(redis.call('HGET', coverage_key, 'merged') or '', '%S+') do
    if one == id then return true end
  end
  return false
end

local function answer(left, coverage)
  local told, reply = {}, { steps, left, 0 }
  for who in pairs(hints) do told[#told + 1] = who end
  reply[3] = told
  for _, part in ipairs(coverage) do reply[#reply + 1] = part end
  return reply
end

-- The n registers of a record that a flat list names from `first` on; those that are written are noted.
local function merge_registers(key, list, first, n, kind, id, note, field)
  if n == 1 then
    local name, contents = list[first], list[first + 1]
    local held = redis.call('HGET', key, name)
    if held and not bytes_less(held, contents) then return end
    redis.call('HSET', key, name, contents)
    return note(kind, id, field or name)
  end
  local names, write = {}, {}
  for i = 1, n do names[i] = list[first + 2 * i - 2] end
  local held = redis.call('HMGET', key, unpack(names))
  for i = 1, n do
    local contents = list[first + 2 * i - 1]
    if not held[i] or bytes_less(held[i], contents) then
      write[#write + 1], write[#write + 2] = names[i], contents
    end
  end
  if #write == 0 then return end
  redis.call('HSET', key, unpack(write))
  for i = 1, #write, 2 do note(kind, id, field or write[i]) end
end

-- Merges all of a payload: the entries of the work (work.lua) for what may have to be placed again, and the items
-- whose readers may have to be.
local function merge_all(base, keys, payload)
  local changed, entries, read = {}, {}, {}
  for kind in pairs(needs) do entries[kind] = {} end
  local function note(kind, id, field)
    local need, of_kind = needs[kind] and needs[kind][field], entries[kind]
    if need then
      local entry = of_kind[id]
      if not entry then
        entry = { kind, id, nil, true }
        of_kind[id], changed[#changed + 1] = entry, entry
      end
      entry[4] = entry[4] and need == LIGHT
    end
    if exposed[kind] and exposed[kind][field] then read[kind .. ' ' .. id] = true end
  end
  each(payload, 'registers', function(r, i, n)
    steps = steps + 1
    local field = field_in(keys[r[i]], #base + #r[i + 1] + 1)
    merge_registers(keys[r[i]], r, i + 4, n, r[i + 1], r[i + 2], note, field)
  end)
  local removed = removed_before(keys, payload)
  each(payload, 'sets', function(s, i, n)
    steps = steps + 1 + n / 2
    if merge_elements(keys[s[i]], removed[i], keys[s[i + 1]], s, i + 6, n) then
      note(s[i + 2], s[i + 4], s[i + 3])
    end
  end)
  each(payload, 'told', function(t, i, n)
    if merge_told(base .. t[i], t, i + 4, n, t[i + 2]) then note(t[i + 1], t[i + 2], told_field(t, i)) end
  end)
  each(payload, 'counts', function(c, i, n)
    local key = keys[c[i]]
    in_chunks('PFADD', key, c, i + 4, i + 3 + n)
    -- PFCOUNT is refused in functions that only read, and rewrites the bytes: the count is stored.
    redis.call('HSET', keys[c[i + 1]], c[i + 2], redis.call('PFCOUNT', key))
    local kind, id = record_in(keys[c[i + 1]], #base)
    note(kind, id, c[i + 2])
    steps = steps + 2 + n / 5
  end)
  each(payload, 'amounts', function(a, i, n)
    if merge_amounts(keys[a[i]], a, i + 4, n) then
      note(a[i + 1], a[i + 2], field_in(keys[a[i]], #base + #a[i + 1] + 1))
    end
  end)
  each(payload, 'offers', function(o, i, n)
    if merge_offers(base .. o[i], o, i + 5, n, o[i + 2], o[i + 3]) then
      note(o[i + 1], o[i + 2], field_in(o[i], #o[i + 1] + 1))
    end
  end)
  for where, reason in pairs(payload.parked) do
    redis.call('HSET', base .. 'parked', where, reason)
  end
  return changed, read
end

local function merge(keys, args)
  local payload, base, most, coverage_key = cmsgpack.unpack(args[1]), args[2], tonumber(args[3]), keys[1]
  local touched, any = validate(keys, payload)
  expect(is_whole(most, 1), 'steps')
  refuse_unhealed(coverage_key, payload.coverage)
  steps, hints, failures = 0, {}, redis.call('HLEN', base .. 'failed')
  begin_writing()
  begin_reading(base)
  if not place_left(base, coverage_key, most) then return answer(keep_work(base), NONE) end
  -- What others left has taken most of this call: what it carries itself is left to the next.
  if any and steps > most / 2 then return answer(1, NONE) end

  if payload.merged and not remembers(coverage_key, payload.id) then return answer(0, NONE) end

  if any then begin(coverage_key, touched, payload.coverage) end
  local changed, read = merge_all(base, keys, payload)
  begin_reading(base)
  for i = 1, #changed do
    local entry = changed[i]
    if not is_waiting(entry[1], entry[2]) then add_entry(entry) end
  end
  for item in pairs(read) do ask_readers(base, item) end
  if not work_off(base, most) then
    local left = keep_work(base)
    remember(coverage_key, payload.id)
    redis.call('HSET', coverage_key, 'touched', '')
    return answer(left, NONE)
  end

  local write, reply = { 'touched', '' }, {}
  for _, c in ipairs(payload.coverage) do
    local text = coverage_join(redis.call('HGET', coverage_key, c[1]) or '', c[2])
    write[#write + 1], write[#write + 2] = c[1], text
    reply[#reply + 1], reply[#reply + 2] = c[1], text
  end
  in_chunks('HSET', coverage_key, write, 1, #write)
  return answer(0, reply)
end
