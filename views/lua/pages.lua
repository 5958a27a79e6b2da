-- Pages of sorted sets, in the order of (score, member bytes), from a keyset cursor.

-- How often this call has looked into the store for pages: what takes long says so here, and ends early.
local looks = 0

-- How many members stand before a cursor, or on it. The run of equal scores is searched by
-- halves, so a page costs O(log n) however many members share a score.
local function rank_after(key, score, member, descending)
  local before, ties
  if descending then
    before = redis.call('ZCOUNT', key, '(' .. score, '+inf')
  else
    before = redis.call('ZCOUNT', key, '-inf', '(' .. score)
  end
  ties = redis.call('ZCOUNT', key, score, score)
  local low, high = 0, ties
  while low < high do
    local middle = math.floor((low + high) / 2)
    local rank = before + middle
    local found
    if descending then
      found = redis.call('ZRANGE', key, rank, rank, 'REV')[1]
    else
      found = redis.call('ZRANGE', key, rank, rank)[1]
    end
    local beyond
    if descending then beyond = bytes_less(found, member) else beyond = bytes_less(member, found) end
    if beyond then high = middle else low = middle + 1 end
    looks = looks + 1
  end
  looks = looks + 2
  return before + low
end

-- How many stand before a span of scores, and how many in it. span: {least, the least beyond it}.
local function within(key, span, descending)
  local count = redis.call('ZCOUNT', key, span[1], '(' .. span[2])
  if descending then return redis.call('ZCOUNT', key, span[2], '+inf'), count end
  return redis.call('ZCOUNT', key, '-inf', '(' .. span[1]), count
end

-- Whether a score is there, and in a span, where there is one.
local function in_span(span, score)
  local at = tonumber(score or nil)
  return at and (not span or at >= tonumber(span[1]) and at < tonumber(span[2]))
end

-- members, scores, more, how many stand before, and how many there are where there is a span: of scores,
-- outside of which nothing is there. spec.but: a member that is passed over.
local function page(key, spec)
  local start, most, head, count = 0, spec.first + (spec.but and 1 or 0), 0, nil
  if spec.span then head, count = within(key, spec.span, spec.descending) end
  if spec.after then
    start = rank_after(key, spec.after[1], spec.after[2], spec.descending)
  end
  start = math.max(start, head)
  local last = start + most
  if count then last = math.min(last, head + count - 1) end
  -- SUBTLE: of what is empty the last is before the first, and -1 would be the end of the set.
  if last < start then return {}, {}, false, start - head, count end
  looks = looks + 1
  local flat
  if spec.descending then
    flat = redis.call('ZRANGE', key, start, last, 'REV', 'WITHSCORES')
  else
    flat = redis.call('ZRANGE', key, start, last, 'WITHSCORES')
  end
  local members, scores = {}, {}
  for i = 1, #flat, 2 do
    if flat[i] ~= spec.but then
      if #members == spec.first then return members, scores, true, start - head, count end
      members[#members + 1], scores[#scores + 1] = flat[i], rounded(flat[i + 1])
    end
  end
  return members, scores, false, start - head, count
end
