-- Placements: the difference between where a record stood and where it stands is written.
-- No event ever nudges anything: a record's part in a sum or a tally is set from its merged state, and
-- the total follows from the parts that are stored beside it.

-- A domain's derivations: by kind, from an id to where that record stands,
--   {lists = {name = score}, sums = {name = value}, tally, key}
-- all of them optional; nil is nowhere. tally: {group, member, amount, lists}: the member stands in
-- each of these lists with the sum of what all records in the shard have for it in that group.
local derivations = {}

-- What else must be placed. By kind, of an id and a placement's key: the work ("kind id", or as
-- work.lua says) that depends on it, placed again when the key is another.
local dependents = {}

-- By what a list's name begins with, up to the colon: of which kind the record is, whose id the rest
-- of the name is, that looks at the list when it is placed.
local watched = {}

-- Likewise: of which kind those are who are told when something in the list has changed.
local hinted = {}

-- What this call has done so far, in commands of a sorted set; who is to be told of what it changed.
local steps, hints

-- Of work.lua.
local ask, flush_work

local NOWHERE = { lists = NONE, sums = NONE }

local function placed_key(base, kind, id) return base .. 'placed.' .. kind .. ':' .. id end

local function stored_placement(key)
  local stored = redis.call('GET', key)
  if not stored then return NOWHERE end
  local placement = cmsgpack.unpack(stored)
  placement.lists, placement.sums = placement.lists or NONE, placement.sums or NONE
  return placement
end

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

local function add_names(names, seen, lists)
  for i = 1, #(lists or NONE) do
    if not seen[lists[i]] then
      seen[lists[i]] = true
      names[#names + 1] = lists[i]
    end
  end
end

-- Sets a record's part of a member's totals; of no amount, it has none. The hash of a group and a
-- member holds each record's part, {amount, list, …}, and under a space and a list's name the total.
-- SUBTLE: one HSET writes both. The lists follow from the totals; where a script broke before it
-- wrote them, they are written again from what the hash holds.
local function settle(base, group, member, id, amount, lists, known, scratch)
  local key = base .. 'tally:' .. group .. ' ' .. member
  local stored = redis.call('HGET', key, id)
  local own = stored and cmsgpack.unpack(stored) or { 0 }
  local old, was, names, seen = {}, {}, {}, {}
  for i = 2, #own do old[i - 1], was[own[i]] = own[i], true end
  add_names(names, seen, old)
  add_names(names, seen, lists)
  -- Where it stood before a break may be a list that its part names no more.
  if scratch then add_names(names, seen, known) end
  if #names == 0 then return end
  local fields, is = {}, {}
  for i = 1, #lists do is[lists[i]] = true end
  for i = 1, #names do fields[i] = ' ' .. names[i] end
  local held, write, gone = redis.call('HMGET', key, unpack(fields)), {}, {}
  for i = 1, #names do
    local total = tonumber(held[i] or '0')
      - (was[names[i]] and own[1] or 0) + (is[names[i]] and amount or 0)
    held[i] = total
    write[2 * i - 1], write[2 * i] = fields[i], total
    if total == 0 then gone[#gone + 1] = fields[i] end
  end
  if amount == 0 then gone[#gone + 1] = id end
  write[#write + 1], write[#write + 2] = id, cmsgpack.pack({ amount, unpack(lists) })
  redis.call('HSET', key, unpack(write))
  if #gone > 0 then redis.call('HDEL', key, unpack(gone)) end
  for i = 1, #names do
    if held[i] == 0 then
      redis.call('ZREM', base .. 'list:' .. names[i], member)
    else
      redis.call('ZADD', base .. 'list:' .. names[i], held[i], member)
    end
  end
  steps = steps + 4 + #names
end

local function same_tally(a, b)
  if a.group ~= b.group or a.member ~= b.member or a.amount ~= b.amount then return false end
  if #a.lists ~= #b.lists then return false end
  for i = 1, #a.lists do
    if a.lists[i] ~= b.lists[i] then return false end
  end
  return true
end

local function same_totals(a, b) return a and b and a.group == b.group and a.member == b.member end

-- Whether anything of it is another. coming: what was to come in its place when a script broke.
local function move_tally(base, id, before, coming, now, scratch)
  if not (before or coming or now) then return false end
  if before and now and not scratch and same_tally(before, now) then return false end
  if coming and not same_totals(coming, now) and not same_totals(coming, before) then
    settle(base, coming.group, coming.member, id, 0, NONE, coming.lists, true)
  end
  if before and not same_totals(before, now) then
    settle(base, before.group, before.member, id, 0, NONE, before.lists, scratch)
  end
  if now then
    local known = same_totals(before, now) and before.lists or NONE
    settle(base, now.group, now.member, id, now.amount, now.lists, known, scratch)
  end
  return true
end

-- What a domain's code gave is looked at before it is written: a score that is no whole number would
-- break every page that meets it, and what the store refuses half-way would stop the shard.
local function is_whole(number)
  return type(number) == 'number' and number % 1 == 0 and number > -2 ^ 53 and number < 2 ^ 53
end

local function require_whole(named, what)
  for name, number in pairs(named or NONE) do
    if type(name) ~= 'string' or not is_whole(number) then
      error(what .. ' ' .. tostring(name) .. ' has ' .. tostring(number) .. ', no whole number', 0)
    end
  end
end

local function require_text(text, what)
  if type(text) ~= 'string' then error(what .. ' is a ' .. type(text) .. ', no text', 0) end
end

local function require_tally(tally)
  require_text(tally.group, 'the group of a tally')
  require_text(tally.member, 'the member of a tally')
  if not is_whole(tally.amount) then
    error('a tally has ' .. tostring(tally.amount) .. ', no whole number', 0)
  end
  for i = 1, #tally.lists do require_text(tally.lists[i], 'the list of a tally') end
end

-- What depends on a record that is placed with a key.
local function depending(kind, id, key)
  local items = key and dependents[kind](id, key) or NONE
  for i = 1, #items do
    require_text(items[i], 'what depends on a record')
    if not string.match(items[i], '^%*?[^ ]+ .') then error(items[i] .. ' names no record', 0) end
  end
  return items
end

-- Where a record stands now, and what is asked for if its key is another than it was.
local function derived(kind, id, key)
  local found = derivations[kind](id)
  if not found then return NOWHERE, NONE end
  found.lists, found.sums = found.lists or NONE, found.sums or NONE
  require_whole(found.lists, 'list')
  require_whole(found.sums, 'sum')
  if found.tally then require_tally(found.tally) end
  if found.tally and found.tally.amount == 0 then found.tally = nil end
  if found.key ~= nil then require_text(found.key, 'a key') end
  return found, found.key ~= key and depending(kind, id, found.key) or NONE
end

-- Why a derivation failed, as it can be stored and shown anywhere: it may quote what somebody wrote.
local function reason_of(failure)
  if type(failure) == 'table' then failure = failure.err or 'an error that is no text' end
  return (string.gsub(string.sub(tostring(failure), 1, 300), '[^\32-\126]', '?'))
end

-- SUBTLE: all that can fail here only reads, so whatever it is, it fails alike each time and in every
-- region. What a write meets is another matter, is raised, and the call tried again.
-- A derivation that fails blocks nothing: its record stands nowhere, and is named with the reason until
-- it is placed.
local function derive(kind, id, key)
  local done, found, items = pcall(derived, kind, id, key)
  if done then return found, items end
  return { lists = NONE, sums = NONE, failed = reason_of(found) }, NONE
end

local function list_changed(base, name)
  local prefix, rest = string.match(name, '^([^:]*):(.*)$')
  if not prefix then return end
  if watched[prefix] then ask(base, watched[prefix] .. ' ' .. rest) end
  if hinted[prefix] then hints[hinted[prefix] .. ' ' .. rest] = true end
end

-- What is asked for with the key that a record had: it could be said then.
local function depended(kind, id, key)
  local done, items = pcall(depending, kind, id, key)
  return done and items or NONE
end

local function ask_all(base, items)
  for i = 1, #items do ask(base, items[i]) end
end

local function has_more(named, known)
  for name in pairs(named) do
    if known[name] == nil then return true end
  end
  return false
end

local function both(known, named)
  local all = {}
  for name, number in pairs(known) do all[name] = number end
  for name, number in pairs(named) do all[name] = number end
  return all
end

-- Where a record is about to stand and does not yet is noted before anything is written there.
-- SUBTLE: should the script break, the record is placed again when others it looks at stand elsewhere:
-- where it was about to stand then is named by nothing else.
local function announce(key, before, now)
  local moves = now.tally and not same_totals(before.tally, now.tally)
  if moves or has_more(now.lists, before.lists) or has_more(now.sums, before.sums) then
    redis.call('SET', key, cmsgpack.pack({
      lists = both(before.lists, now.lists),
      sums = both(before.sums, now.sums),
      tally = before.tally,
      coming = moves and now.tally or before.coming,
      key = before.key,
      failed = before.failed,
    }))
  end
end

-- SUBTLE: what depends on a record is noted before its placement is stored, and that is stored last.
-- If the script breaks before, the record is placed again from scratch, by the next call.
local function place(base, kind, id, scratch)
  local key = placed_key(base, kind, id)
  local before, changed = stored_placement(key), scratch
  local now, items = derive(kind, id, before.key)
  steps = steps + 6
  announce(key, before, now)
  for name in pairs(before.lists) do
    if not now.lists[name] then
      redis.call('ZREM', base .. 'list:' .. name, id)
      list_changed(base, name)
      changed, steps = true, steps + 1
    end
  end
  for name in pairs(before.sums) do
    if not now.sums[name] then
      contribute(base, name, id, 0)
      changed = true
    end
  end
  for name, score in pairs(now.lists) do
    if scratch or before.lists[name] ~= score then
      redis.call('ZADD', base .. 'list:' .. name, score, id)
      list_changed(base, name)
      changed, steps = true, steps + 1
    end
  end
  for name, value in pairs(now.sums) do
    if scratch or before.sums[name] ~= value then
      contribute(base, name, id, value)
      changed = true
    end
  end
  changed = move_tally(base, id, before.tally, before.coming, now.tally, scratch) or changed
  if before.key ~= now.key then
    ask_all(base, depended(kind, id, before.key))
    ask_all(base, items)
    changed = true
  end
  if before.failed ~= now.failed or scratch then
    if now.failed then
      redis.call('HSET', base .. 'failed', kind .. ' ' .. id, now.failed)
    else
      redis.call('HDEL', base .. 'failed', kind .. ' ' .. id)
    end
    changed = true
  end
  if not changed then return end
  local stored = { key = now.key, tally = now.tally, failed = now.failed }
  if next(now.lists) then stored.lists = now.lists end
  if next(now.sums) then stored.sums = now.sums end
  flush_work(base)
  if next(stored) then
    redis.call('SET', key, cmsgpack.pack(stored))
  else
    redis.call('DEL', key)
  end
end
