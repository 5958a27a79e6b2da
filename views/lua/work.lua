-- Work: what is still to be placed. A call does so much of it, and the next calls the rest.
--
-- An item is `<kind> <id>`, or `* <key>` for each member of a sorted set, which is an item itself.
-- What other records ask for stands in a hash until it is done, item → how far it has got, so that a
-- script that breaks loses none of it. What a call itself names, and does not come to, is there too, in one:
-- `+ items` is {kind, id, whether light fields alone changed, …}, and `+ from` where the rest of it begins.
-- After a script broke, whatever was there then is placed from scratch: any of it may have been in the
-- middle of it. What is asked for while that goes on was not, and is marked with the number of the break.
-- SUBTLE: what is placed from scratch asks for all that may depend on it, so that without the mark two that
-- depend on each other would ask for each other for ever.
--
-- A call looks at no more of the hash than it has time for: that may be long, and every call that
-- looked at all of it would cost as much as all that is left.

local MEMBERS = 20
local TAKEN = 50
local LOOKED_UP = 50
local PUT_OFF = 100
local KEPT = '+'

-- The items of this call, in two rows, and of each how many are done. Kinds that look at lists are in the
-- last, so that they are placed once, after all that stands in these.
local first, last
local looking
-- Which are asked for and not done yet, by kind and id.
local waiting
-- Items that are asked for and not in the hash yet.
local fresh
-- Items that are done and still in the hash, as a list and as a set.
local gone, finished
-- Whether something is in the hash that this call has not taken over, and where it looks next.
local stored, cursor
-- What earlier calls named, and where the rest of it begins.
local kept, kept_at
-- Whether what the hash holds is placed from scratch, but for what has this mark.
local broken, mark

-- breaks: the number of the last break, where what it left is not all placed.
local function begin_work(base, breaks)
  first, last = { done = 0 }, { done = 0 }
  waiting, fresh, gone, finished = {}, {}, {}, {}
  broken, mark = breaks ~= nil, 'n' .. (breaks or '')
  local fields = redis.call('HLEN', base .. 'work')
  stored, cursor, kept, kept_at = fields > 0, '0', NONE, 1
  if stored then
    local held = redis.call('HMGET', base .. 'work', '+ items', '+ from')
    if held[1] then
      stored, kept, kept_at = fields > 2, cmsgpack.unpack(held[1]), tonumber(held[2])
    end
  end
  if not looking then
    looking = {}
    for _, lists in pairs(watched) do
      for _, kind in pairs(lists) do looking[kind] = true end
    end
  end
end

-- An entry is {kind, id, at, light, item, stored}. at: where it has got to, as the hash has it; nil of what is
-- not in the hash, because the call itself names it. light: whether light fields alone changed. item: as the
-- hash names it, of what it has. stored: its placement, false of none; nil where that was not looked up.
local function add_entry(entry)
  local kind = entry[1]
  local row, of_kind = looking[kind] and last or first, waiting[kind]
  if not of_kind then
    of_kind = {}
    waiting[kind] = of_kind
  end
  of_kind[entry[2]], row[#row + 1] = entry, entry
end

local function add_work(kind, id, at, light, item) add_entry({ kind, id, at, light, item }) end

local function is_waiting(kind, id)
  local of_kind = waiting[kind]
  return of_kind and of_kind[id]
end

-- The row of the next item.
local function next_row() return first[first.done + 1] and first or last end

local function freshen(item, at) fresh[#fresh + 1], fresh[#fresh + 2] = item, at end

-- Asked for by a record that is placed. What the hash has got to of it is begun again.
ask = function(base, kind, id)
  local entry, item = is_waiting(kind, id), kind .. ' ' .. id
  if entry then
    entry[4] = false
    return
  end
  if broken and not finished[item] and redis.call('HEXISTS', base .. 'work', item) == 1 then
    -- It comes from there, and is placed from scratch. All members of a set are placed again.
    if kind == '*' then redis.call('HSET', base .. 'work', item, '') end
    return
  end
  local at = broken and mark or ''
  add_work(kind, id, at, false, item)
  freshen(item, at)
end

flush_work = function(base)
  if #fresh == 0 then return end
  in_chunks('HSET', base .. 'work', fresh, 1, #fresh)
  fresh = {}
end

-- SUBTLE: what a record asks for is in the hash before the record leaves it; and what is asked for again
-- meanwhile stays.
local function drop_done(base)
  write_all(base)
  flush_work(base)
  local drop = {}
  if kept ~= NONE and kept_at > #kept then
    kept, drop[1], drop[2] = NONE, '+ items', '+ from'
  elseif kept ~= NONE then
    redis.call('HSET', base .. 'work', '+ from', kept_at)
  end
  for i = 1, #gone do
    local entry = gone[i]
    if not is_waiting(entry[1], entry[2]) then drop[#drop + 1] = entry[5] end
  end
  in_chunks('HDEL', base .. 'work', drop, 1, #drop)
  gone, finished = {}, {}
end

-- Takes over some of what earlier calls named, and have not come to. What is to be placed after others is
-- not all taken at once.
local function take_kept()
  local to = math.min(kept_at + 3 * TAKEN, #kept + 1)
  for i = kept_at, to - 1, 3 do
    if not is_waiting(kept[i], kept[i + 1]) then add_work(kept[i], kept[i + 1], nil, kept[i + 2]) end
  end
  kept_at, steps = to, steps + 1
end

-- Takes over some of what was asked for in earlier calls.
-- SUBTLE: what is done is in the hash until the end, and may be met again.
local function take_asked(base)
  local found
  repeat
    local reply = redis.call('HSCAN', base .. 'work', cursor, 'COUNT', TAKEN)
    cursor, found = reply[1], reply[2]
  until #found > 0 or cursor == '0'
  stored, steps = cursor ~= '0', steps + math.ceil(#found / 20)
  for i = 1, #found, 2 do
    local item = found[i]
    local space = string.find(item, ' ', 1, true)
    local kind, id = string.sub(item, 1, space - 1), string.sub(item, space + 1)
    if kind ~= KEPT and not finished[item] and not is_waiting(kind, id) then
      add_work(kind, id, found[i + 1], false, item)
    end
  end
end

-- One of a set's members. What looks at lists is put off, so that it is placed once; while the set is not
-- done, the hash knows of it.
local function place_member(base, kind, id, more)
  if is_waiting(kind, id) or looking[kind] and (more or broken) then return ask(base, kind, id) end
  if looking[kind] then return add_work(kind, id, nil, false) end
  place(base, kind, id, false, false)
end

-- The members of a set, some at a time, from where it has got to.
local function place_members(base, key, at, scratch)
  local spec, score, member = { first = MEMBERS, descending = false }, string.match(at, '^(%S+) (.*)$')
  if score then spec.after = { score, member } end
  write_all(base)
  local members, scores, more = page(base .. key, spec)
  for i = 1, #members do
    local kind, id = string.match(members[i], '^(%S+) (.*)$')
    if scratch then
      place(base, kind, id, false, true)
    else
      place_member(base, kind, id, more)
    end
  end
  return more and scores[#members] .. ' ' .. members[#members]
end

-- Looks up the placements of the next items of a row, together.
-- SUBTLE: who waits is placed by its own entry, and by no other.
local function look_up(base, row)
  local keys, entries = {}, {}
  for i = row.done + 1, math.min(row.done + LOOKED_UP, #row) do
    local entry = row[i]
    if entry[1] ~= '*' and entry[6] == nil then
      keys[#keys + 1], entries[#entries + 1] = placed_key(base, entry[1], entry[2]), entry
    end
  end
  local held = redis.call('MGET', unpack(keys))
  for i = 1, #entries do entries[i][6] = held[i] end
end

local function do_next(base, row)
  local entry = row[row.done + 1]
  local kind, id, at, light = unpack(entry, 1, 4)
  if kind ~= '*' and entry[6] == nil and not broken then look_up(base, row) end
  local marked, from
  if at then marked, from = string.match(at, '^(n%d*) ?(.*)$') end
  local scratch = broken and marked ~= mark
  -- SUBTLE: what is asked for is in the hash before it is placed. Where the script breaks in the middle of
  -- that, the next knows by it that it is to be placed from scratch.
  if at then flush_work(base) end
  waiting[kind][id], steps = nil, steps + 1
  if kind == '*' then
    local rest = place_members(base, id, from or at, scratch)
    if rest then
      if marked == mark then rest = mark .. ' ' .. rest end
      entry[3], waiting[kind][id] = rest, entry
      write_all(base)
      flush_work(base)
      redis.call('HSET', base .. 'work', '* ' .. id, rest)
      return
    end
  else
    place(base, kind, id, light, scratch, entry[6])
  end
  row.done = row.done + 1
  if at and not is_waiting(kind, id) then
    gone[#gone + 1], finished[entry[5]] = entry, true
  end
end

-- Does what is to be done, until so many steps are taken; whether all is done.
local function work_off(base, most)
  local begun, row = false, next_row()
  while row[row.done + 1] or stored or kept_at <= #kept do
    if steps >= most and begun then return false end
    if kept_at <= #kept and not first[first.done + 1] and #last - last.done < PUT_OFF then
      take_kept()
    elseif row[row.done + 1] then
      do_next(base, row)
      begun = true
    else
      take_asked(base)
    end
    row = next_row()
  end
  drop_done(base)
  broken = false
  return true
end

-- What is not done of what this call named itself is kept for the next: in one, where nothing else is kept so.
-- How much is left, in all.
local function keep_work(base)
  local items, in_one = {}, kept == NONE and not broken
  for _, row in ipairs({ first, last }) do
    for i = row.done + 1, #row do
      local kind, id, at, light = unpack(row[i], 1, 4)
      if not at and in_one then
        items[#items + 1], items[#items + 2], items[#items + 3] = kind, id, light or false
      elseif not at then
        freshen(kind .. ' ' .. id, '')
      end
    end
  end
  if items[1] then
    -- One write, so that neither is there alone.
    redis.call('HSET', base .. 'work', '+ items', cmsgpack.pack(items), '+ from', 1)
  end
  drop_done(base)
  local fields = redis.call('HLEN', base .. 'work')
  if kept ~= NONE then return fields - 2 + (#kept + 1 - kept_at) / 3 end
  return items[1] and fields - 2 + #items / 3 or fields
end

-- After a script broke, each item is for itself: what is asked for is looked up among them.
local function part_kept(base)
  if kept == NONE then return end
  local rest = {}
  for i = kept_at, #kept, 3 do rest[#rest + 1], rest[#rest + 2] = kept[i] .. ' ' .. kept[i + 1], '' end
  in_chunks('HSET', base .. 'work', rest, 1, #rest)
  redis.call('HDEL', base .. 'work', '+ items', '+ from')
  stored, kept, kept_at = true, NONE, 1
end
