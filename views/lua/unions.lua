-- Unions: a page of many lists, merged while it is read. An item that stands in several of them comes
-- once, where it comes first.
--
-- Of every list the first item is looked at, and more only of those whose turn comes: a page of 20
-- from 1,000 lists costs 1,000 looks, and not 20,000 items.

local AHEAD = 10

-- So many items are passed over by one call. What is beyond is left to the next: a page that ends there
-- says how far it has got, which may be behind its last item.
local PASSED_MAX = 1000

-- And so often the store is looked into, by all unions of a call together, though each gets on so far.
local LOOKS_MAX, LOOKS_EACH = 5000, 500

-- A list begins as the look at it: {id, score as text}. Then come its score as it is raised, its key,
-- by how much it is raised and, once its turn came, {members, scores, more} and the place in them.
local ID, TEXT, SCORE, KEY, RAISED, ROWS, AT = 1, 2, 3, 4, 5, 6, 7

local function look(key, spec, raised)
  looks = looks + 1
  if not spec.after then
    if spec.span and spec.descending then
      return redis.call('ZRANGE', key, '(' .. spec.span[2], '-inf', 'BYSCORE', 'REV', 'LIMIT', 0, 1,
        'WITHSCORES')
    end
    if spec.span then
      return redis.call('ZRANGE', key, spec.span[1], '+inf', 'BYSCORE', 'LIMIT', 0, 1, 'WITHSCORES')
    end
    if spec.descending then return redis.call('ZRANGE', key, 0, 0, 'REV', 'WITHSCORES') end
    return redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
  end
  local from, list = spec.after[1], nil
  if raised > 0 then from = digits(tonumber(from) - raised) end
  if spec.descending then
    list = redis.call('ZRANGE', key, from, '-inf', 'BYSCORE', 'REV', 'LIMIT', 0, 1, 'WITHSCORES')
  else
    list = redis.call('ZRANGE', key, from, '+inf', 'BYSCORE', 'LIMIT', 0, 1, 'WITHSCORES')
  end
  -- Among equal scores the ids decide, which takes more looks.
  if list[TEXT] and tonumber(list[TEXT]) == tonumber(from) then
    local after = { from, spec.after[2] }
    local members, scores = page(key, { first = 1, after = after, descending = spec.descending })
    return { members[1], scores[1] }
  end
  return list
end

local function is_before(a, b, descending)
  if a[SCORE] ~= b[SCORE] then return (a[SCORE] > b[SCORE]) == descending end
  if a[ID] == b[ID] then return false end
  return bytes_less(a[ID], b[ID]) ~= descending
end

-- Lists in a heap: the one whose item comes first is at 1.
local function sink(heap, at, descending)
  local list, child = heap[at], 2 * at
  while heap[child] do
    if heap[child + 1] and is_before(heap[child + 1], heap[child], descending) then
      child = child + 1
    end
    if not is_before(heap[child], list, descending) then break end
    heap[at], at, child = heap[child], child, 2 * child
  end
  heap[at] = list
end

-- Go to a list's next item; false where there is none.
local function advance(list, descending)
  local rows, at = list[ROWS], (list[AT] or 0) + 1
  if not (rows and rows[1][at]) then
    if rows and not rows[3] then return false end
    local after = { list[TEXT], list[ID] }
    rows = { page(list[KEY], { first = AHEAD, after = after, descending = descending }) }
    list[ROWS], at = rows, 1
    if not rows[1][1] then return false end
  end
  list[ID], list[TEXT], list[AT] = rows[1][at], rows[2][at], at
  list[SCORE] = tonumber(list[TEXT]) + list[RAISED]
  return true
end

-- Whether an item stands in another of the lists, and comes before this place there. In which lists it
-- stands was written down when it was placed. SUBTLE: a place that comes before this one comes before all
-- that follow, too. So it is looked for once, however many of the lists have the item.
local function came_before(list, spec)
  local id, here, descending = list[ID], list[SCORE], spec.descending
  local known = spec.known[id]
  if known == nil then
    local stored = redis.call('GET', placed_key(spec.base, spec.kind, id))
    for name in string.gmatch(stored and string.match(stored, '^%Z*') or '', '[^\n]+') do
      local raised = spec.raised[name]
      local score = raised and tonumber(redis.call('ZSCORE', spec.base .. 'list:' .. name, id) or nil)
      looks = looks + (raised and 1.25 or 0.25)
      if score and score + raised ~= here and (score + raised > here) == descending then
        known = score + raised
        break
      end
    end
    looks = looks + 1
    known = known or here
    spec.known[id] = known
  end
  return known ~= here and (known > here) == descending
end

-- members, scores, more, and {score, id} where it ended early
local function union(spec)
  local names, heap, descending, passed = spec.names, {}, spec.descending, 0
  local base = spec.base .. 'list:'
  spec.known = {}
  for i = 1, #names do
    local key, raised = base .. names[i], spec.raised[names[i]]
    local list = look(key, spec, raised)
    if list[ID] then
      list[SCORE], list[KEY], list[RAISED] = tonumber(list[TEXT]) + raised, key, raised
      heap[#heap + 1] = list
    end
  end
  for at = math.floor(#heap / 2), 1, -1 do sink(heap, at, descending) end
  local members, scores, begun = {}, {}, looks
  while heap[1] do
    local first = heap[1]
    if spec.span and not in_span(spec.span, first[SCORE]) then return members, scores, false end
    -- Beside itself it stands where two lists have it at one place.
    if first[ID] ~= members[#members] then
      if came_before(first, spec) then
        passed = passed + 1
      else
        if #members == spec.first then return members, scores, true end
        members[#members + 1], scores[#scores + 1] = first[ID], rounded(digits(first[SCORE]))
      end
      if passed > PASSED_MAX or looks > LOOKS_MAX and looks - begun > LOOKS_EACH then
        return members, scores, true, { rounded(digits(first[SCORE])), first[ID] }
      end
    end
    if not advance(first, descending) then
      heap[1] = heap[#heap]
      heap[#heap] = nil
    end
    if heap[1] then sink(heap, 1, descending) end
  end
  return members, scores, false
end
