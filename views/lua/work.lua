-- Work: what is still to be placed. A call does so much of it, and the next calls the rest.
--
-- An item is `<kind> <id>`, or `* <key>` for each member of a sorted set, which is an item itself.
-- What other records ask for stands in a hash until it is done, item → how far it has got, so that a
-- script that breaks loses none of it. After a script broke, whatever was there then is placed from
-- scratch: any of it may have been in the middle of it. What is asked for while that goes on was not, and
-- is marked with the number of the break. SUBTLE: what is placed from scratch asks for all that may depend on
-- it, so that without the mark two that depend on each other would ask for each other for ever.
--
-- A call looks at no more of the hash than it has time for: that may be long, and every call that
-- looked at all of it would cost as much as all that is left.

local MEMBERS = 20
local TAKEN = 50

-- The items of this call, in two rows, and of each how many are done. Kinds that look at lists are in the
-- last, so that they are placed once, after all that stands in these.
local first, last
local looking
-- Which are asked for and not done yet.
local waiting
-- Items that are asked for and not in the hash yet.
local fresh
-- Items that are done and still in the hash, as a list and as a set.
local gone, finished
-- Whether something is in the hash that this call has not taken over.
local stored
-- Whether what the hash holds is placed from scratch, but for what has this mark.
local broken, mark

-- breaks: the number of the last break, where what it left is not all placed.
local function begin_work(base, breaks)
  first, last = { done = 0 }, { done = 0 }
  waiting, fresh, gone, finished = {}, {}, {}, {}
  broken, mark = breaks ~= nil, 'n' .. (breaks or '')
  stored = redis.call('HLEN', base .. 'work') > 0
  if not looking then
    looking = {}
    for _, lists in pairs(watched) do
      for _, kind in pairs(lists) do looking[kind] = true end
    end
  end
end

-- at: where it has got to, as the hash has it; nil of what is not in the hash, because the call itself
-- names it. light: whether light fields alone changed.
local function add_work(item, at, light)
  local space = string.find(item, ' ', 1, true)
  local kind = string.sub(item, 1, space - 1)
  local row = looking[kind] and last or first
  local entry = { item, at, kind, string.sub(item, space + 1), light }
  waiting[item], row[#row + 1] = entry, entry
end

-- The row of the next item.
local function next_row() return first[first.done + 1] and first or last end

-- Asked for by a record that is placed. What the hash has got to of it is begun again.
ask = function(base, item)
  if waiting[item] then
    waiting[item][5] = false
    return
  end
  if broken and not finished[item] and redis.call('HEXISTS', base .. 'work', item) == 1 then
    -- It comes from there, and is placed from scratch. All members of a set are placed again.
    if string.sub(item, 1, 1) == '*' then redis.call('HSET', base .. 'work', item, '') end
    return
  end
  local at = broken and mark or ''
  add_work(item, at, false)
  fresh[#fresh + 1], fresh[#fresh + 2] = item, at
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
  for i = 1, #gone do
    if not waiting[gone[i]] then drop[#drop + 1] = gone[i] end
  end
  in_chunks('HDEL', base .. 'work', drop, 1, #drop)
  gone, finished = {}, {}
end

-- Takes over some of what earlier calls left. It is asked for when all that was taken over is done.
local function take_some(base)
  local cursor, found = '0', {}
  drop_done(base)
  repeat
    local reply = redis.call('HSCAN', base .. 'work', cursor, 'COUNT', TAKEN)
    cursor, found = reply[1], reply[2]
  until #found > 0 or cursor == '0'
  stored, steps = cursor ~= '0', steps + math.ceil(#found / 20)
  for i = 1, #found, 2 do add_work(found[i], found[i + 1]) end
end

-- The members of a set, some at a time, from where it has got to.
local function place_members(base, key, at, scratch)
  local spec, score, member = { first = MEMBERS, descending = false }, string.match(at, '^(%S+) (.*)$')
  if score then spec.after = { score, member } end
  write_all(base)
  local members, scores, more = page(base .. key, spec)
  for i = 1, #members do
    local kind, id = string.match(members[i], '^(%S+) (.*)$')
    place(base, kind, id, false, scratch)
  end
  return more and scores[#members] .. ' ' .. members[#members]
end

local function do_next(base, row)
  local entry = row[row.done + 1]
  local item, at, kind, id, light = unpack(entry, 1, 5)
  local marked, from = string.match(at or '', '^(n%d*) ?(.*)$')
  local scratch = broken and marked ~= mark
  -- SUBTLE: what is asked for is in the hash before it is placed. Where the script breaks in the middle of
  -- that, the next knows by it that it is to be placed from scratch.
  if at then flush_work(base) end
  waiting[item], steps = nil, steps + 1
  if kind == '*' then
    local rest = place_members(base, id, from or at, scratch)
    if rest then
      if marked == mark then rest = mark .. ' ' .. rest end
      entry[2], waiting[item] = rest, entry
      write_all(base)
      flush_work(base)
      redis.call('HSET', base .. 'work', item, rest)
      return
    end
  else
    place(base, kind, id, light, scratch)
  end
  row.done = row.done + 1
  if at and not waiting[item] then
    gone[#gone + 1], finished[item] = item, true
  end
end

-- Does what is to be done, until so many steps are taken; whether all is done.
local function work_off(base, most)
  local begun, row = false, next_row()
  while row[row.done + 1] or stored do
    if steps >= most and begun then return false end
    if row[row.done + 1] then
      do_next(base, row)
      begun = true
    else
      take_some(base)
    end
    row = next_row()
  end
  drop_done(base)
  broken = false
  return true
end

-- What is not done of what this call named itself is kept for the next. How much is left, in all.
local function keep_work(base)
  for _, row in ipairs({ first, last }) do
    for i = row.done + 1, #row do
      if not row[i][2] then fresh[#fresh + 1], fresh[#fresh + 2] = row[i][1], '' end
    end
  end
  drop_done(base)
  return redis.call('HLEN', base .. 'work')
end
