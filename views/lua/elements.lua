-- Element sets: what is live and what was removed, each a sorted set (crdt/elements.py). And how a call
-- names many of anything: flat, as merge.lua says.

local HEAD = { registers = 4, sets = 6, told = 4, counts = 4, amounts = 4, offers = 5 }
local VALUES = { registers = 2, sets = 3, told = 5, counts = 1, amounts = 2, offers = 2 }

-- Visits each item of a flat list: where it stands, and its n. Returns where the next would stand.
local function each(payload, name, visit)
  local list, head, values, i = payload[name], HEAD[name], VALUES[name], 2
  while i <= list[1] do
    local n = list[i + head - 1]
    visit(list, i, n)
    i = i + head + values * n
  end
  return i
end

-- So many sets are asked at once whether anything was ever removed from them.
local ASKED = 16

-- Of which sets something was removed before, or may have been, by where their items stand. Of most nothing
-- was, which many sets are asked at once.
local function removed_before(keys, payload)
  local found, names, items = {}, {}, {}
  local function look()
    if not names[1] or redis.call('EXISTS', unpack(names)) == 0 then return end
    for _, i in ipairs(items) do found[i] = true end
  end
  each(payload, 'sets', function(s, i)
    names[#names + 1], items[#items + 1] = keys[s[i + 1]], i
    if #names == ASKED then
      look()
      names, items = {}, {}
    end
  end)
  look()
  return found
end

-- SUBTLE: an element leaves one set before it enters the other. A script that breaks between
-- leaves it in neither, and the batch, not being covered, comes again and puts it right.
local function merge_element(live_key, removed, removed_key, element, score, is_live)
  local gone = removed and redis.call('ZSCORE', removed_key, element)
  -- Of what was never removed the store itself keeps the greater score.
  if is_live and not gone then
    return redis.call('ZADD', live_key, 'GT', 'CH', score, element) > 0
  end
  local at = not is_live and redis.call('ZSCORE', live_key, element)
  if (at or gone) and not standing_less(tonumber(at or gone), at and true, score, is_live) then
    return false
  end
  if is_live then
    redis.call('ZREM', removed_key, element)
    redis.call('ZADD', live_key, 'GT', score, element)
  else
    if at then redis.call('ZREM', live_key, element) end
    redis.call('ZADD', removed_key, 'GT', score, element)
  end
  return true
end

-- The n elements that a flat list names from `first` on: those that live and were never removed at
-- once, and the others one by one. removed: whether anything was removed from the set before.
local function merge_elements(live_key, removed, removed_key, list, first, n)
  if n == 1 then
    local element, score, is_live = list[first], list[first + 1], list[first + 2]
    return merge_element(live_key, removed, removed_key, element, score, is_live)
  end
  local changed, enter = false, {}
  for from = 0, n - 1, CHUNK do
    local to = math.min(from + CHUNK, n) - 1
    local gone = removed and redis.call('ZMSCORE', removed_key, unpack(list, first + from, first + to))
    for i = from, to do
      local element, at = list[first + i], first + n + 2 * i
      local was = gone and gone[i - from + 1]
      if list[at + 1] and not was then
        enter[#enter + 1], enter[#enter + 2] = list[at], element
      elseif merge_element(live_key, was, removed_key, element, list[at], list[at + 1]) then
        changed = true
      end
    end
  end
  for i = 1, #enter, CHUNK do
    local last = math.min(i + CHUNK - 1, #enter)
    changed = redis.call('ZADD', live_key, 'GT', 'CH', unpack(enter, i, last)) > 0 or changed
  end
  return changed
end
