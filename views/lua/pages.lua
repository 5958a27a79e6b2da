-- Pages of sorted sets, in the order of (score, member bytes), from a keyset cursor.

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
  end
  return before + low
end

-- members, scores, more, and how many stand before. spec.but: a member that is passed over.
local function page(key, spec)
  local start, most = 0, spec.first + (spec.but and 1 or 0)
  if spec.after then
    start = rank_after(key, spec.after[1], spec.after[2], spec.descending)
  end
  local flat
  if spec.descending then
    flat = redis.call('ZRANGE', key, start, start + most, 'REV', 'WITHSCORES')
  else
    flat = redis.call('ZRANGE', key, start, start + most, 'WITHSCORES')
  end
  local members, scores = {}, {}
  for i = 1, #flat, 2 do
    if flat[i] ~= spec.but then
      if #members == spec.first then return members, scores, true, start end
      members[#members + 1], scores[#scores + 1] = flat[i], rounded(flat[i + 1])
    end
  end
  return members, scores, false, start
end
