-- Work: what is still to be placed. A call does so much of it, and the next calls the rest.
--
-- An item is `<kind> <id>`, or `*<kind> <key>` for each member of a sorted set, by the end of its key.
-- What other records ask for stands in a hash until it is done, item → how far it has got, so that a
-- script that breaks loses none of it. What is found there was left by an earlier call, which may have
-- broken in the middle of it: it is placed from scratch.
--
-- A call looks at no more of the hash than it has time for: that may be long, and every call that
-- looked at all of it would cost as much as all that is left.

local MEMBERS = 20
local TAKEN = 50

-- The items of this call in order, how many are done, and which are asked for and not done yet.
local queue, done, waiting
-- Items that are asked for and not in the hash yet.
local fresh
-- Whether something is in the hash that this call has not taken over.
local stored

local function begin_work(base)
  queue, done, waiting, fresh = {}, 0, {}, {}
  stored = redis.call('HLEN', base .. 'work') > 0
end

-- at: where it has got to, as the hash has it; nil of what is not in the hash, because the call itself
-- names it.
local function add_work(item, scratch, at)
  waiting[item] = true
  queue[#queue + 1] = { item, scratch, at }
end

-- Asked for by a record that was placed, or is.
-- SUBTLE: what an earlier call left may not be taken over yet. It is placed from scratch all the same.
ask = function(base, item)
  if waiting[item] then return end
  local at = stored and redis.call('HGET', base .. 'work', item)
  if at then return add_work(item, true, at) end
  add_work(item, false, '')
  fresh[#fresh + 1], fresh[#fresh + 2] = item, ''
end

flush_work = function(base)
  if #fresh > 0 then
    for i = 1, #fresh, 1000 do
      redis.call('HSET', base .. 'work', unpack(fresh, i, math.min(i + 999, #fresh)))
    end
    fresh = {}
  end
end

-- Takes over some of what earlier calls left. It is asked for when all that was taken over is done.
local function take_some(base)
  local cursor, found = '0', {}
  repeat
    local reply = redis.call('HSCAN', base .. 'work', cursor, 'COUNT', TAKEN)
    cursor, found = reply[1], reply[2]
  until #found > 0 or cursor == '0'
  stored, steps = cursor ~= '0', steps + math.ceil(#found / 20)
  for i = 1, #found, 2 do add_work(found[i], true, found[i + 1]) end
end

-- The members of a set, some at a time, from where it has got to.
local function place_members(base, kind, key, scratch, at)
  local spec, score, member = { first = MEMBERS, descending = false }, string.match(at, '^(%S+) (.*)$')
  if score then spec.after = { score, member } end
  local members, scores, more = page(base .. key, spec)
  for i = 1, #members do place(base, kind, members[i], scratch) end
  return more and scores[#members] .. ' ' .. members[#members]
end

local function do_item(base, entry)
  local item, scratch, at = unpack(entry, 1, 3)
  local each, kind, id = string.match(item, '^(%*?)([^ ]*) (.*)$')
  waiting[item], steps = nil, steps + 1
  if each == '' then
    place(base, kind, id, scratch)
  else
    local rest = place_members(base, kind, id, scratch, at)
    if rest then
      entry[3], waiting[item] = rest, true
      redis.call('HSET', base .. 'work', item, rest)
      return
    end
  end
  done = done + 1
  if at and not waiting[item] then redis.call('HDEL', base .. 'work', item) end
end

-- Does what is to be done, until so many steps are taken; whether all is done.
local function work_off(base, most)
  local begun = false
  while queue[done + 1] or stored do
    if steps >= most and begun then return false end
    if queue[done + 1] then
      do_item(base, queue[done + 1])
      begun = true
    else
      take_some(base)
    end
  end
  return true
end

-- What is not done of what this call named itself is kept for the next. How much is left, in all.
local function keep_work(base)
  for i = done + 1, #queue do
    if not queue[i][3] then fresh[#fresh + 1], fresh[#fresh + 2] = queue[i][1], '' end
  end
  flush_work(base)
  return redis.call('HLEN', base .. 'work')
end
