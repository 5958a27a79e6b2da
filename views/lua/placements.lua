-- Placements: the difference between where a record stood and where it stands is written.
-- No event ever nudges anything: a record's part in a sum or a board is set from its merged state, and
-- the total follows from the parts that are stored beside it.

-- What library.py declares for what comes after:
--   steps      what this call has done so far, in commands of a sorted set
--   hints      who is to be told of what it changed
--   failures   how many records of the shard stand nowhere because their derivation fails
--   ask, flush_work: of work.lua

-- A sum's hash holds every record's contribution and, under ' ' (no id has white space), the total.
-- SUBTLE: one HSET writes both, so a script that breaks cannot leave one without the other.
local function contribute(base, name, id, value)
  local key = base .. 'sum:' .. name
  local held = redis.call('HMGET', key, ' ', id)
  local total, own = tonumber(held[1] or '0'), tonumber(held[2] or '0')
  steps = steps + 2
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

-- What is written at the end of a call, or before it is looked at: scores by the name of a list, readers by
-- the record that they read, and what is added to a member's total by the name of a board's list. So a list
-- that many records of a batch enter is written at once.
-- SUBTLE: what a script that broke had not written is written from scratch by the next.
local later, later_readers, increments

-- The boards' parts of which the totals are counted anew, and in which lists.
local recounts

begin_writing = function() later, later_readers, increments, recounts = {}, {}, {}, {} end

write_list = function(name)
  local rows = later[name]
  if not rows then return end
  later[name] = nil
  in_chunks('ZADD', base_of .. 'list:' .. name, rows, 1, #rows)
end

local function write_readers(item)
  local rows = later_readers[item]
  if not rows then return end
  later_readers[item] = nil
  in_chunks('ZADD', base_of .. 'readers:' .. item, rows, 1, #rows)
end

local function write_later(to, name, score, member)
  local rows = to[name]
  if not rows then
    to[name] = { score, member }
    return
  end
  rows[#rows + 1], rows[#rows + 2] = score, member
end

local function set_total(key, member, total)
  if total == 0 then
    redis.call('ZREM', key, member)
  else
    redis.call('ZADD', key, total, member)
  end
end

-- Who is told of a board's list is told that it changed.
local function tell_board(name)
  if not boards_tell then return end
  local start, holder = string.match(name, '^([^:]*):(.*)$')
  local kind = boards_hinted[start] or boards_hinted[string.match(start, '^(.*)%.%-?%d+$')]
  if kind then hints[kind .. ' ' .. holder] = true end
end

-- Takes an amount from a member's total, after what is still to be added to it.
local function take_from(base, name, member, amount)
  local key, added = base .. 'list:' .. name, increments[name]
  local total = tonumber(redis.call('ZSCORE', key, member) or 0)
  if added and added[member] then total, added[member] = total + added[member], nil end
  set_total(key, member, total - amount)
end

-- Adds to the totals of a board's list what records gave since they were written.
local function write_totals(key, added)
  local members = {}
  for member, amount in pairs(added) do
    if amount ~= 0 then members[#members + 1] = member end
  end
  for from = 1, #members, CHUNK do
    local to, write = math.min(from + CHUNK - 1, #members), {}
    local held = redis.call('ZMSCORE', key, unpack(members, from, to))
    for i = from, to do
      local total = tonumber(held[i - from + 1] or 0) + added[members[i]]
      if total == 0 then
        redis.call('ZREM', key, members[i])
      else
        write[#write + 1], write[#write + 2] = total, members[i]
      end
    end
    if write[1] then redis.call('ZADD', key, unpack(write)) end
  end
end

-- Counts a member's totals anew, in some lists, from all parts that there are but for one record's.
-- SUBTLE: what is still to be added to them is in the parts, too.
local function recount(base, part_key, lists, but)
  local totals, parts = {}, redis.call('HGETALL', base .. 'tally:' .. part_key)
  for at = 1, #parts, 2 do
    local part = parts[at] ~= but and cmsgpack.unpack(parts[at + 1]) or NONE
    for i = 2, #part do totals[part[i]] = (totals[part[i]] or 0) + part[1] end
  end
  local member = string.match(part_key, ' ([^ ]*)$')
  for name in pairs(lists) do
    if increments[name] then increments[name][member] = nil end
    set_total(base .. 'list:' .. name, member, totals[name] or 0)
  end
  steps = steps + #parts / 2
end

-- Writes all that is written later. What is counted anew comes last: nothing is added to it any more.
write_all = function(base)
  for name in pairs(later) do write_list(name) end
  for item in pairs(later_readers) do write_readers(item) end
  for name, added in pairs(increments) do write_totals(base .. 'list:' .. name, added) end
  for part_key, lists in pairs(recounts) do recount(base, part_key, lists) end
  begin_writing()
end

-- The set of a row's values up to the n-th, from the first of them or another on.
local function names_in(list, n, from)
  local set = {}
  for i = from or 1, n do set[list[i]] = true end
  return set
end

local function same_set(part, lists)
  if #part - 1 ~= #lists then return false end
  for i = 1, #lists do
    if part[i + 1] ~= lists[i] then return false end
  end
  return true
end

local function increment(name, member, amount)
  local added = increments[name]
  if not added then
    added = {}
    increments[name] = added
  end
  added[member] = (added[member] or 0) + amount
end

-- Sets what a record offers for a member of a board of bests, or takes it back. The key is `^<list> <member>`.
-- All that is offered stands in a sorted set, and its greatest is the member's score in the list.
-- SUBTLE: nothing is added or taken off. So whatever a script that broke has left is right once the same is
-- done again; and from scratch it is, though the offer stands there.
local function settle_best(base, key, id, score, stands, scratch)
  local name, member = string.match(key, '^%^(.*) ([^ ]*)$')
  local offers, list, moved = base .. 'best:' .. string.sub(key, 2), base .. 'list:' .. name, nil
  if stands then
    moved = redis.call('ZADD', offers, 'CH', score, id)
  else
    moved = redis.call('ZREM', offers, id)
  end
  steps = steps + 1
  if moved == 0 and not scratch then return end
  local best = redis.call('ZRANGE', offers, -1, -1, 'WITHSCORES')
  if best[1] then
    moved = redis.call('ZADD', list, 'CH', best[2], member)
  else
    moved = redis.call('ZREM', list, member)
  end
  if moved > 0 or scratch then tell_board(name) end
  steps = steps + 2
end

-- Sets a record's part of a member's totals on a board; of no amount, it has none. The hash of a board's
-- holder and a member holds each record's part, {amount, list, …}. Totals stand in the lists alone.
-- SUBTLE: a part names every list whose total may be wrong because of it, wherever a script breaks. So the
-- totals of lists that it leaves are right without it before it is another; those of lists that it enters
-- or stays in are written later, while it names them.
local function settle(base, key, id, amount, lists, scratch)
  if string.byte(key) == 94 then return settle_best(base, key, id, amount, lists == OFFERED, scratch) end
  if amount == 0 then lists = NONE end
  local hash = base .. 'tally:' .. key
  local stored = redis.call('HGET', hash, id)
  if not stored and amount == 0 and not scratch then return end
  local part = stored and cmsgpack.unpack(stored) or { 0 }
  local own, alike = part[1], same_set(part, lists)
  if own == amount and alike and not scratch then return end
  local member = string.match(key, ' ([^ ]*)$')
  if not alike then
    if scratch then
      recount(base, key, names_in(part, #part, 2), id)
    else
      for i = 2, #part do take_from(base, part[i], member, own) end
    end
  end
  if amount == 0 then
    redis.call('HDEL', hash, id)
  else
    redis.call('HSET', hash, id, cmsgpack.pack({ amount, unpack(lists) }))
  end
  if scratch then
    local again = recounts[key] or {}
    for i = 1, #lists do again[lists[i]] = true end
    recounts[key] = again
  else
    for i = 1, #lists do increment(lists[i], member, amount - (alike and own or 0)) end
  end
  for i = 2, boards_tell and #part or 1 do tell_board(part[i]) end
  for i = 1, boards_tell and #lists or 0 do tell_board(lists[i]) end
  steps = steps + 3 + #lists
end

-- Why a derivation failed, as it can be stored and shown anywhere: it may quote what somebody wrote.
local function reason_of(failure)
  if type(failure) == 'table' then failure = failure.err or 'an error that is no text' end
  return (string.gsub(string.sub(tostring(failure), 1, 300), '[^\32-\126]', '?'))
end

local function forget_said() entered_n, added_n, given_n, read_n = 0, 0, 0, 0 end

-- What a derivation says of a record. Why it fails, or nil.
-- SUBTLE: all that can fail here only reads, so whatever it is, it fails alike each time and in every
-- region. What a write meets is another matter, is raised, and the call tried again. A derivation that fails
-- blocks nothing: its record stands nowhere, and is named with the reason until it is placed. What it read
-- before may be why, so that counts.
local function say(derive, id)
  forget_said()
  placed_owner, looked = before(id, '/'), 0
  local done, failure = pcall(derive, id)
  steps = steps + looked / 10
  if done then return nil end
  entered_n, added_n, given_n = 0, 0, 0
  return reason_of(failure)
end

-- Of which kind the record is that looks at a list, of which kind who is told of it, and the id of both.
local function who_minds(name, watched, hinted)
  local colon = string.find(name, ':', 1, true)
  if not colon then return end
  local prefix = string.sub(name, 1, colon - 1)
  local looks, hears = watched and watched[prefix], hinted and hinted[prefix]
  if looks or hears then return looks, hears, string.sub(name, colon + 1) end
end

local function hint(kind, id) hints[kind .. ' ' .. id] = true end

-- A placement as it is stored: the names of its lists, of its sums, the keys and lists of its parts, the
-- records that it read, and whether it failed. Scores are where they are written, and nowhere else.
local BETWEEN = '\0'

local function said_text(failed)
  if entered_n + added_n + given_n == 0 and not failed then
    if read_n == 0 then return false end
    -- Many stand nowhere, for their owner says so.
    if read_n == 1 then return '\0\0\0' .. read_items[1] .. BETWEEN end
  end
  return table.concat(entered_names, '\n', 1, entered_n) .. BETWEEN
    .. table.concat(added_names, '\n', 1, added_n) .. BETWEEN
    .. table.concat(given_keys, '\n', 1, given_n) .. BETWEEN
    .. table.concat(read_items, '\n', 1, read_n) .. BETWEEN .. (failed and '!' or '')
end

local function lines_of(text)
  local lines = {}
  for line in string.gmatch(text, '[^\n]+') do lines[#lines + 1] = line end
  return lines
end

-- lists, sums, parts, reads, and whether it failed: of a stored placement, or of none.
local function placement_in(stored)
  local lists, sums, parts, reads, failed =
    string.match(stored or '', '^(%Z*)%z(%Z*)%z(%Z*)%z(%Z*)%z(%Z*)$')
  return {
    lists = lines_of(lists or ''), sums = lines_of(sums or ''), parts = lines_of(parts or ''),
    reads = lines_of(reads or ''), failed = failed == '!',
  }
end

-- What is stored of a record while it leaves a place: where it was, and where it will be.
local function both_texts(stored, text)
  if not stored or not text then return stored or text end
  local one, other = placement_in(stored), placement_in(text)
  local all = {}
  for number, what in ipairs({ 'lists', 'sums', 'parts', 'reads' }) do
    for _, name in ipairs(other[what]) do one[what][#one[what] + 1] = name end
    all[number] = table.concat(one[what], '\n')
  end
  all[5] = (one.failed or other.failed) and '!' or ''
  return table.concat(all, BETWEEN)
end

local function store(key, text)
  if text then
    redis.call('SET', key, text)
  else
    redis.call('DEL', key)
  end
end

-- Who is placed again when a record's exposed fields change.
local function readers_key(base, item) return base .. 'readers:' .. item end

-- Leaves the places of before that are none of now.
local function leave(base, kind, id, before, scratch)
  local item, named = kind .. ' ' .. id, names_in(entered_names, entered_n)
  for _, name in ipairs(before.lists) do
    if not named[name] then
      local looks, hears, holder = who_minds(name, watched[kind], hinted[kind])
      if looks then ask(base, looks, holder) end
      if hears then hint(hears, holder) end
      write_list(name)
      redis.call('ZREM', base .. 'list:' .. name, id)
      steps = steps + 1
    end
  end
  named = names_in(added_names, added_n)
  for _, name in ipairs(before.sums) do
    if not named[name] then contribute(base, name, id, 0) end
  end
  named = names_in(given_keys, given_n)
  for _, part in ipairs(before.parts) do
    if not named[part] then settle(base, part, id, 0, NONE, scratch) end
  end
  named = names_in(read_items, read_n)
  for _, read in ipairs(before.reads) do
    if not named[read] then
      write_readers(read)
      redis.call('ZREM', readers_key(base, read), item)
    end
  end
end

-- Writes what was said.
local function stand(base, kind, id, scratch)
  local watched, hinted = watched[kind], hinted[kind]
  for i = 1, entered_n do
    local name = entered_names[i]
    local looks, hears, holder
    if watched or hinted then looks, hears, holder = who_minds(name, watched, hinted) end
    if looks then
      local moved = redis.call('ZADD', base .. 'list:' .. name, 'CH', entered_scores[i], id)
      if moved > 0 or scratch then ask(base, looks, holder) end
    else
      write_later(later, name, entered_scores[i], id)
    end
    if hears then hint(hears, holder) end
  end
  steps = steps + entered_n
  for i = 1, added_n do contribute(base, added_names[i], id, added_amounts[i]) end
  for i = 1, given_n do
    settle(base, given_keys[i], id, given_amounts[i], given_lists[i], scratch)
  end
end

-- What changed are light fields: all places stay, and some scores are others. Whether it could be said.
-- SUBTLE: a record that stands nowhere yet may stand somewhere now, whatever of it was written first.
local function place_light(base, kind, id, stored)
  if failures > 0 or not stored or say(lights[kind], id) then return false end
  steps = steps + 2
  stand(base, kind, id, false)
  return true
end

-- SUBTLE: a script that breaks leaves this record to the next one, which places it from scratch: all of
-- where it stands is written again, whatever is stored. So what is stored before anything is written
-- names every place where the record may stand until it is done: where it was, too, if it leaves that.
-- Who looks at a list that became another is asked for when it is written; from scratch, whoever looks at
-- any that it is in.
local function place_full(base, kind, id, scratch, stored)
  local key, failed = placed_key(base, kind, id), say(derivations[kind], id)
  local text = said_text(failed)
  steps = steps + 4
  local moves, before, way = text ~= stored or scratch, NONE, nil
  local item = moves and kind .. ' ' .. id
  if moves then
    way = both_texts(stored, text)
    store(key, way)
    for i = 1, read_n do write_later(later_readers, read_items[i], 0, item) end
    if stored then
      before = placement_in(stored)
      leave(base, kind, id, before, scratch)
    end
    -- SUBTLE: what was left is named nowhere when this is done, so who looks there is asked for before.
    flush_work(base)
    steps = steps + 2 + read_n
  end
  stand(base, kind, id, scratch)
  if not moves then return end
  if failed then
    redis.call('HSET', base .. 'failed', item, failed)
    failures = failures + 1
  elseif before.failed or scratch then
    redis.call('HDEL', base .. 'failed', item)
  end
  if way ~= text then store(key, text) end
end

-- Asks for all that read a record's exposed fields.
ask_readers = function(base, item)
  write_readers(item)
  if redis.call('ZCARD', readers_key(base, item)) > 0 then ask(base, '*', 'readers:' .. item) end
end

-- stored: as an entry of the work has it.
place = function(base, kind, id, light, scratch, stored)
  if not derivations[kind] then return end
  if stored == nil then stored = redis.call('GET', placed_key(base, kind, id)) end
  if light and not scratch and lights[kind] and place_light(base, kind, id, stored) then return end
  place_full(base, kind, id, scratch, stored)
end
