-- Work: what is still to be placed. A call does so much of it, and the next calls the rest.
--
-- An item is `<kind> <id>`, or `*<kind> <key>` for each member of a sorted set, by the end of its key.
-- What other records ask for stands in a hash until it is done, item → how far it has got, so that a
-- script that breaks loses none of it. After a script broke, whatever is found there is placed from
-- scratch, until the hash is empty: any of it may have been in the middle of it.
--
-- A call looks at no more of the hash than it has time for: that may be long, and every call that
-- looked at all of it would cost as much as all that is left.

local MEMBERS = 20
local TAKEN = 50
local STAR = 42 -- '*'

-- The items of this call, in two rows, and of each how many are done. Kinds that look at lists are in the
-- last, so that they are placed once, after all that stands in these.
local first, last
local looking
-- Which are asked for and not done yet.
local waiting
-- Items that are asked for and not in the hash yet.
local fresh
-- Items that are done and still in the hash.
local gone
-- Whether something is in the hash that this call has not taken over.
local stored
-- Whether what the hash holds is placed from scratch.
local broken

local function begin_work(base, is_broken)
  first, last = { done = 0 }, { done = 0 }
  waiting, fresh, gone, broken = {}, {}, {}, is_broken
  stored = redis.call('HLEN', base .. 'work') > 0
  if not looking then
    looking = {}
    for _, lists in pairs(watched) do
      for _, kind in pairs(lists) do looking[kind] = true end
    end
  end
end

-- at: where it has got to, as the hash has it; nil of what is not in the hash, because the call itself
-- names it.
local function add_work(item, at)
  local space = string.find(item, ' ', 1, true)
  local kind = string.sub(item, 1, space - 1)
  local row = looking[kind] and last or first
  waiting[item] = true
  row[#row + 1] = { item, at, kind, string.sub(item, space + 1) }
end

-- The row of the next item.
local function next_row() return first[first.done + 1] and first or last end

-- Asked for by a record that was placed, or is. What the hash has got to of it is begun again.
ask = function(base, item)
  if waiting[item] then return end
  add_work(item, '')
  fresh[#fresh + 1], fresh[#fresh + 2] = item, ''
end

-- SUBTLE: what is done leaves the hash before the same is asked for again.
local function drop_done(base)
  in_chunks('HDEL', base .. 'work', gone, 1, #gone)
  gone = {}
end

flush_work = function(base)
  if #fresh == 0 then return end
  drop_done(base)
  in_chunks('HSET', base .. 'work', fresh, 1, #fresh)
  fresh = {}
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
local function place_members(base, kind, key, at)
  local spec, score, member = { first = MEMBERS, descending = false }, string.match(at, '^(%S+) (.*)$')
  if score then spec.after = { score, member } end
  local members, scores, more = page(base .. key, spec)
  for i = 1, #members do place(base, kind, members[i], broken) end
  return more and scores[#members] .. ' ' .. members[#members]
end

local function do_next(base, row)
  local entry = row[row.done + 1]
  local item, at, kind, id = unpack(entry, 1, 4)
  waiting[item], steps = nil, steps + 1
  if string.byte(kind) == STAR then
    local rest = place_members(base, string.sub(kind, 2), id, at)
    if rest then
      entry[2], waiting[item] = rest, true
      redis.call('HSET', base .. 'work', item, rest)
      return
    end
  else
    place(base, kind, id, broken)
  end
  row.done = row.done + 1
  if at and not waiting[item] then gone[#gone + 1] = item end
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
  flush_work(base)
  return redis.call('HLEN', base .. 'work')
end
