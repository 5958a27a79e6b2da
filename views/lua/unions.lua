-- Unions: a page of many lists, merged while it is read. An item that stands in several of them has
-- the same score in each, and comes once.
--
-- Of every list the first item is looked at, and more only of those whose turn comes: a page of 20
-- from 1,000 lists costs 1,000 looks, and not 20,000 items.

local AHEAD = 10

-- The first item of a list behind the cursor: members, scores.
local function head(key, spec)
  local flat
  if spec.after then
    local least = spec.descending and '-inf' or '+inf'
    if spec.descending then
      flat = redis.call('ZRANGE', key, spec.after[1], least, 'BYSCORE', 'REV', 'LIMIT', 0, 1, 'WITHSCORES')
    else
      flat = redis.call('ZRANGE', key, spec.after[1], least, 'BYSCORE', 'LIMIT', 0, 1, 'WITHSCORES')
    end
    -- Among equal scores the ids decide, which costs more looks.
    if flat[2] and tonumber(flat[2]) == tonumber(spec.after[1]) then
      return page(key, { first = 1, after = spec.after, descending = spec.descending })
    end
  elseif spec.descending then
    flat = redis.call('ZRANGE', key, 0, 0, 'REV', 'WITHSCORES')
  else
    flat = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
  end
  return { flat[1] }, { flat[2] }
end

-- Whether the item that a list is at comes before that of another.
local function is_before(a, b, descending)
  if descending then a, b = b, a end
  if a.score ~= b.score then return a.score < b.score end
  return bytes_less(a.id, b.id)
end

-- Lists in a heap: the one whose item comes first is at 1.
local function sink(heap, at, descending)
  local list = heap[at]
  while true do
    local child = 2 * at
    if not heap[child] then break end
    if heap[child + 1] and is_before(heap[child + 1], heap[child], descending) then
      child = child + 1
    end
    if not is_before(heap[child], list, descending) then break end
    heap[at], at = heap[child], child
  end
  heap[at] = list
end

-- Go to a list's next item; false where there is none.
local function advance(list, descending)
  list.at = list.at + 1
  if not list.members[list.at] then
    if list.ended then return false end
    local after = { list.scores[list.at - 1], list.id }
    local members, scores, more = page(list.key, { first = AHEAD, after = after, descending = descending })
    list.members, list.scores, list.at, list.ended = members, scores, 1, not more
    if not members[1] then return false end
  end
  list.id, list.score = list.members[list.at], tonumber(list.scores[list.at])
  return true
end

-- members, scores, more
local function union(keys, spec)
  local heap, descending = {}, spec.descending
  for _, key in ipairs(keys) do
    local members, scores = head(key, spec)
    if members[1] then
      heap[#heap + 1] = {
        key = key, members = members, scores = scores, at = 1,
        id = members[1], score = tonumber(scores[1]),
      }
    end
  end
  for at = math.floor(#heap / 2), 1, -1 do sink(heap, at, descending) end
  local members, scores = {}, {}
  while heap[1] do
    local first = heap[1]
    if first.id ~= members[#members] then
      if #members == spec.first then return members, scores, true end
      members[#members + 1], scores[#scores + 1] = first.id, first.scores[first.at]
    end
    if not advance(first, descending) then
      heap[1] = heap[#heap]
      heap[#heap] = nil
    end
    if heap[1] then sink(heap, 1, descending) end
  end
  return members, scores, false
end
