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

-- By kind of the record that stands in a list, and by what the list's name begins with, up to the colon: of
-- which kind the record is, whose id the rest of the name is, that looks at the list when it is placed.
local watched = {}

-- Likewise: of which kind those are who are told when something in the list has changed.
local hinted = {}

-- What this call has done so far, in commands of a sorted set; who is to be told of what it changed.
local steps, hints

-- Of work.lua.
local ask, flush_work

local NOWHERE = { lists = NONE, sums = NONE }

local function placed_key(base, kind, id) return base .. 'placed.' .. kind .. ':' .. id end

local function unpacked(stored)
  if not stored then return NOWHERE end
  local placement = cmsgpack.unpack(stored)
  placement.lists, placement.sums = placement.lists or NONE, placement.sums or NONE
  return placement
end

-- Of a placement that is nowhere, false.
local function packed(placement)
  local stored = {
    tally = placement.tally, coming = placement.coming, key = placement.key, failed = placement.failed,
  }
  if next(placement.lists) then stored.lists = placement.lists end
  if next(placement.sums) then stored.sums = placement.sums end
  return next(stored) ~= nil and cmsgpack.pack(stored)
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

local function same_lists(a, b)
  if #a ~= #b then return false end
  for i = 1, #a do
    if a[i] ~= b[i] then return false end
  end
  return true
end

local function same_totals(a, b) return a and b and a.group == b.group and a.member == b.member end

-- The lists of several, each once; and in which of them each is.
local function all_of(...)
  local names, seen = {}, {}
  for _, lists in ipairs({ ... }) do
    for i = 1, #lists do
      if not seen[lists[i]] then
        seen[lists[i]] = true
        names[#names + 1] = lists[i]
      end
    end
  end
  return names
end

local function set_from(lists)
  local set = {}
  for i = 1, #lists do set[lists[i]] = true end
  return set
end

-- Sets a record's part of a member's totals; of no amount, it has none. before: the part it had. The
-- hash of a group and a member holds each record's part, {amount, list, …}, and under a space and a list's
-- name the total.
-- SUBTLE: one HSET writes both. The lists follow from the totals; where a script broke before it
-- wrote them, they are written again from what the hash holds.
local function settle(base, to, id, amount, lists, before, scratch)
  local key, old, own = base .. 'tally:' .. to.group .. ' ' .. to.member, before.lists, before.amount
  local known = old
  if scratch then
    local stored = redis.call('HGET', key, id)
    old = stored and cmsgpack.unpack(stored) or { 0 }
    own = table.remove(old, 1)
  end
  local names, was, is = lists, nil, nil
  -- Where it stood before a break may be a list that its part names no more.
  if scratch or not same_lists(old, lists) then
    names, was, is = all_of(old, lists, scratch and known or NONE), set_from(old), set_from(lists)
  end
  if #names == 0 then return end
  local fields = {}
  for i = 1, #names do fields[i] = ' ' .. names[i] end
  local held, write, gone = redis.call('HMGET', key, unpack(fields)), {}, {}
  for i = 1, #names do
    local name = names[i]
    local total = tonumber(held[i] or 0)
      - ((not was or was[name]) and own or 0) + ((not is or is[name]) and amount or 0)
    held[i], write[2 * i - 1], write[2 * i] = total, fields[i], total
    if total == 0 then gone[#gone + 1] = fields[i] end
  end
  if amount == 0 then gone[#gone + 1] = id end
  write[#write + 1], write[#write + 2] = id, cmsgpack.pack({ amount, unpack(lists) })
  redis.call('HSET', key, unpack(write))
  if gone[1] then redis.call('HDEL', key, unpack(gone)) end
  for i = 1, #names do
    if held[i] == 0 then
      redis.call('ZREM', base .. 'list:' .. names[i], to.member)
    else
      redis.call('ZADD', base .. 'list:' .. names[i], held[i], to.member)
    end
  end
  steps = steps + 4 + #names
end

local NO_PART = { amount = 0, lists = NONE }

local function move_tally(base, id, before, now, scratch)
  local stays = same_totals(before, now)
  if before and not stays then settle(base, before, id, 0, NONE, before, scratch) end
  if not now then return end
  local part = stays and before or NO_PART
  if scratch or now.amount ~= part.amount or not same_lists(now.lists, part.lists) then
    settle(base, now, id, now.amount, now.lists, part, scratch)
  end
end

-- What a domain's code gave is looked at before it is written: a score that is no whole number would
-- break every page that meets it, and what the store refuses half-way would stop the shard.
local function is_whole(number)
  return type(number) == 'number' and number % 1 == 0 and number > -2 ^ 53 and number < 2 ^ 53
end

local function require_whole(named, what)
  for name, number in pairs(named) do
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

local function derived(kind, id)
  local found = derivations[kind](id)
  if not found then return NOWHERE end
  found.lists, found.sums = found.lists or NONE, found.sums or NONE
  require_whole(found.lists, 'list')
  require_whole(found.sums, 'sum')
  if found.tally then require_tally(found.tally) end
  if found.tally and found.tally.amount == 0 then found.tally = nil end
  if found.key ~= nil then require_text(found.key, 'a key') end
  return found
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
-- The result, or nil and the placement of a record of which something failed.
local function try(read, ...)
  local done, found = pcall(read, ...)
  if done then return found end
  return nil, { lists = NONE, sums = NONE, failed = reason_of(found) }
end

-- What looks at a list is placed again, and who is told of it is told.
local function list_changed(base, name, watched, hinted)
  local colon = string.find(name, ':', 1, true)
  if not colon then return end
  local prefix = string.sub(name, 1, colon - 1)
  if watched[prefix] then ask(base, watched[prefix] .. ' ' .. string.sub(name, colon + 1)) end
  if hinted[prefix] then hints[hinted[prefix] .. ' ' .. string.sub(name, colon + 1)] = true end
end

local function lists_changed(base, kind, before, now, scratch)
  local watched, hinted = watched[kind] or NONE, hinted[kind] or NONE
  if watched == hinted then return end
  for name in pairs(before) do
    if not now[name] then list_changed(base, name, watched, hinted) end
  end
  for name, score in pairs(now) do
    if scratch or before[name] ~= score then list_changed(base, name, watched, hinted) end
  end
end

local function ask_all(base, items)
  for i = 1, #items do ask(base, items[i]) end
end

-- Whether one of these names is none of those.
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

-- Whether a record leaves a place where it was.
local function leaves(before, now)
  local tally = before.tally
  return has_more(before.lists, now.lists) or has_more(before.sums, now.sums)
    or tally and not (same_totals(tally, now.tally) and same_lists(tally.lists, now.tally.lists))
end

local function store(key, text)
  if text then
    redis.call('SET', key, text)
  else
    redis.call('DEL', key)
  end
end

-- What is stored of a record while it leaves a place.
local function on_the_way(before, now)
  local moves = before.tally and now.tally and not same_totals(before.tally, now.tally)
  return {
    lists = both(before.lists, now.lists),
    sums = both(before.sums, now.sums),
    tally = before.tally or now.tally,
    coming = moves and now.tally or nil,
    key = now.key,
    failed = before.failed,
  }
end

-- Writes the difference between two placements.
local function move(base, kind, id, before, now, scratch)
  for name in pairs(before.lists) do
    if not now.lists[name] then
      redis.call('ZREM', base .. 'list:' .. name, id)
      steps = steps + 1
    end
  end
  for name in pairs(before.sums) do
    if not now.sums[name] then contribute(base, name, id, 0) end
  end
  for name, score in pairs(now.lists) do
    if scratch or before.lists[name] ~= score then
      redis.call('ZADD', base .. 'list:' .. name, score, id)
      steps = steps + 1
    end
  end
  for name, value in pairs(now.sums) do
    if scratch or before.sums[name] ~= value then contribute(base, name, id, value) end
  end
  move_tally(base, id, before.tally, now.tally, scratch)
  if now.failed then
    redis.call('HSET', base .. 'failed', kind .. ' ' .. id, now.failed)
  elseif before.failed or scratch then
    redis.call('HDEL', base .. 'failed', kind .. ' ' .. id)
  end
end

-- Asks for what looks at a list that becomes another, and for what depends on a key that does.
local function ask_after(base, kind, id, before, now, items, scratch)
  lists_changed(base, kind, before.lists, now.lists, scratch)
  if before.key ~= now.key then
    -- It could be said when it was stored.
    ask_all(base, try(depending, kind, id, before.key) or NONE)
    ask_all(base, items)
  end
end

-- SUBTLE: a script that breaks leaves this record to the next one, which places it from scratch: all of
-- where it stands is written again, whatever is stored. So what is stored before anything is written
-- names every place where the record may stand until it is done: where it was, too, if it leaves that.
-- What follows from the difference is noted before, for the next script sees none.
local function place(base, kind, id, scratch)
  local key = placed_key(base, kind, id)
  local stored, now, failed = redis.call('GET', key), try(derived, kind, id)
  local text = packed(now or failed)
  steps = steps + 6
  if text == stored and not scratch then return end
  local before, items = unpacked(stored), NONE
  if now and now.key ~= before.key then items, failed = try(depending, kind, id, now.key) end
  if failed then now, items, text = failed, NONE, packed(failed) end
  local leaving = leaves(before, now)
  ask_after(base, kind, id, before, now, items, scratch)
  flush_work(base)
  if before.coming then settle(base, before.coming, id, 0, NONE, before.coming, true) end
  store(key, leaving and packed(on_the_way(before, now)) or text)
  move(base, kind, id, before, now, scratch)
  if leaving then store(key, text) end
end
