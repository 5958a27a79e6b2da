-- Told sets: who is in it, when each entered first, and which were seen (crdt.records.ToldSet).
--
-- Keys, of `<kind>.<set>` and an id:
--   +  who is in it, by when they entered first    -  who was removed, by when
--   =  those of + that were seen, likewise
--   ~  a hash, element → "<score> <1 if in> <first> <1 if seen>", of every element of which that is
--      more than its place in + or - says: one that came again, was removed after it came, was seen
--
-- SUBTLE: what the hash says is written before an element moves, and the move is done again whenever
-- the element is named again. So a script that breaks between loses nothing.

local function spelt(score, is_in, first, seen)
  return (score and digits(score) or '') .. ' ' .. (is_in and '1' or '') .. ' '
    .. (first and digits(first) or '') .. ' ' .. (seen and '1' or '')
end

-- score, is_in, first, seen: of what the three keys say of an element.
local function read_told(odd, at, gone)
  if odd then
    local score, is_in, first, seen = string.match(odd, '^(%S*) (%d?) (%S*) (%d?)$')
    return tonumber(score), is_in == '1', tonumber(first), seen == '1'
  end
  if at then return tonumber(at), true, tonumber(at), false end
  if gone then return tonumber(gone), false, nil, false end
  return nil, false, nil, false
end

-- How many places moved.
local function write_told(key, id, element, odd, score, is_in, first, seen)
  local plain = not odd and not seen and (is_in and first == score or not (is_in or first))
  if not plain then
    redis.call('HSET', key .. '~:' .. id, element, spelt(score, is_in, first, seen))
  end
  local moved = 0
  if is_in then
    moved = redis.call('ZREM', key .. '-:' .. id, element)
      + redis.call('ZADD', key .. '+:' .. id, 'CH', first or score, element)
    if seen then moved = moved + redis.call('ZADD', key .. '=:' .. id, 'CH', first or score, element) end
  elseif score then
    moved = redis.call('ZREM', key .. '+:' .. id, element)
      + redis.call('ZREM', key .. '=:' .. id, element)
      + redis.call('ZADD', key .. '-:' .. id, 'CH', score, element)
  end
  return moved
end

-- One element, of which something else is known than that it was never heard of.
local function merge_told_element(key, id, element, odd, at, gone, sent)
  local score, is_in, first, seen = read_told(odd, at, gone)
  local new_score, new_in, new_first, new_seen = sent[1], sent[2], sent[3], sent[4]
  if new_first == true then new_first = new_score end
  local before = spelt(score, is_in, first, seen)
  if new_score and (not score or standing_less(score, is_in, new_score, new_in)) then
    score, is_in = new_score, new_in
  end
  if new_first and (not first or new_first < first) then first = new_first end
  seen = seen or new_seen
  local same = spelt(score, is_in, first, seen) == before
  -- One that the hash knows is moved again in any case.
  if not odd and same then return false end
  return write_told(key, id, element, odd, score, is_in, first, seen) > 0 or not same
end

-- The n elements that a flat list names from `first` on: those that were never heard of before enter at
-- once, and the others one by one. After the names come, of each, its score or false, whether it is in,
-- its first score (false where there is none, true where it is the other), and whether it was seen.
local function merge_told(key, list, from, n, id)
  local changed = false
  for start = 0, n - 1, CHUNK do
    local to, enter = math.min(start + CHUNK, n) - 1, {}
    local odd_key, gone_key, odds, gone = key .. '~:' .. id, key .. '-:' .. id, NONE, NONE
    -- Most sets have neither.
    if redis.call('EXISTS', odd_key, gone_key) > 0 then
      odds = redis.call('HMGET', odd_key, unpack(list, from + start, from + to))
      gone = redis.call('ZMSCORE', gone_key, unpack(list, from + start, from + to))
    end
    local held = redis.call('ZMSCORE', key .. '+:' .. id, unpack(list, from + start, from + to))
    for i = start, to do
      local at, element = from + n + 4 * i, list[from + i]
      local odd, in_it, removed = odds[i - start + 1], held[i - start + 1], gone[i - start + 1]
      if not (odd or in_it or removed) and list[at + 1] and list[at + 2] == true and not list[at + 3] then
        enter[#enter + 1], enter[#enter + 2] = list[at], element
      elseif
        merge_told_element(key, id, element, odd, in_it, removed, { unpack(list, at, at + 3) })
      then
        changed = true
      end
    end
    if #enter > 0 then
      redis.call('ZADD', key .. '+:' .. id, unpack(enter))
      changed = true
    end
  end
  steps = steps + 1 + n / 2
  return changed
end
