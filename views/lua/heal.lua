-- heal(keys, args): what the views do about a log that was healed after it had diverged.
--
-- keys: the shard's coverage, then, for 'drop', keys to delete. args: as msgpack
--   {'adopt', log, id, kept, held, name}     take the log's healing over; answers 'healed', or, if
--                                            this shard covers what no copy of the log holds, the
--                                            name of its rebuilding
--   {'drop', name}                           delete keys, while that rebuilding goes on
--   {'rebuilt', name}                        the shard is empty, and takes merges again
--
-- In the coverage's hash `healed <log>` is the id of the last healing of a log that this shard knows
-- of; a later healing has a greater one. A merge names one too, and is refused where they differ: it
-- may carry what is no more in any log.

local function trimmed(text, kept)
  local ranges = {}
  for first, last in string.gmatch(text, '(%d+)-(%d+)') do
    first, last = tonumber(first), math.min(tonumber(last), kept)
    if first <= last then ranges[#ranges + 1] = digits(first) .. '-' .. digits(last) end
  end
  return table.concat(ranges, ',')
end

-- SUBTLE: what is being rebuilt takes no merge, and is so before it forgets anything: a script that broke
-- with the coverage gone and the data there would be believed.
local function forget_all_but_rebuilding(coverage)
  local fields = {}
  for _, field in ipairs(redis.call('HKEYS', coverage)) do
    if field ~= 'rebuilding' then fields[#fields + 1] = field end
  end
  in_chunks('HDEL', coverage, fields, 1, #fields)
end

local function heal(keys, args)
  local coverage, told = keys[1], cmsgpack.unpack(args[1])
  local what = told[1]
  if what == 'drop' then
    if redis.call('HGET', coverage, 'rebuilding') ~= told[2] then
      return redis.error_reply('rebuilt')
    end
    local dropped = 0
    for i = 2, #keys do dropped = dropped + redis.call('UNLINK', keys[i]) end
    return dropped
  end
  if what == 'rebuilt' then
    if redis.call('HGET', coverage, 'rebuilding') == told[2] then
      forget_all_but_rebuilding(coverage)
      redis.call('HDEL', coverage, 'rebuilding')
    end
    return 'healed'
  end
  local rebuilding = redis.call('HGET', coverage, 'rebuilding')
  if rebuilding then return rebuilding end
  local log, id, kept, held = told[2], told[3], told[4], told[5]
  local known = redis.call('HGET', coverage, 'healed ' .. log) or ''
  if known == id then return 'healed' end
  if bytes_less(id, known) then error('healed: ' .. log .. ' was healed since', 0) end
  local text = redis.call('HGET', coverage, log) or ''
  local last = tonumber(string.match(text, '(%d+)$') or '0')
  -- SUBTLE: what a script that broke has merged is here, and not covered.
  last = math.max(last, tonumber(redis.call('HGET', coverage, 'begun ' .. log) or '0'))
  if last > held then
    redis.call('HSET', coverage, 'rebuilding', told[6])
    forget_all_but_rebuilding(coverage)
    return told[6]
  end
  local parked = string.gsub(coverage, 'coverage$', 'parked')
  for _, where in ipairs(redis.call('HKEYS', parked)) do
    local sequence = string.match(where, '^' .. string.gsub(log, '%-', '%%-') .. ' (%d+)$')
    if sequence and tonumber(sequence) > kept then redis.call('HDEL', parked, where) end
  end
  redis.call('HSET', coverage, log, trimmed(text, kept), 'healed ' .. log, id)
  redis.call('HDEL', coverage, 'begun ' .. log)
  return 'healed'
end
