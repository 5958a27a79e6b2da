-- Coverage: for each log, the set of merged sequences as text, such as "1-500,600-700".
-- It joins by union, as crdt/coverage.py does.

-- The hash of a shard's coverage has other fields too: `touched`, `merged`, `rebuilding`, `begun <log>` and
-- `healed <log>`.
local function is_log(field)
  local other = field == 'touched' or field == 'merged' or field == 'rebuilding'
  return not other and not string.find(field, ' ', 1, true)
end

local function coverage_join(text, ranges)
  local all = {}
  for first, last in string.gmatch(text, '(%d+)-(%d+)') do
    all[#all + 1] = { tonumber(first), tonumber(last) }
  end
  for i = 1, #ranges, 2 do all[#all + 1] = { ranges[i], ranges[i + 1] } end
  table.sort(all, function(a, b) return a[1] < b[1] end)
  local joined = {}
  for _, range in ipairs(all) do
    local last = joined[#joined]
    if last and range[1] <= last[2] + 1 then
      last[2] = math.max(last[2], range[2])
    else
      joined[#joined + 1] = range
    end
  end
  for i, range in ipairs(joined) do joined[i] = digits(range[1]) .. '-' .. digits(range[2]) end
  return table.concat(joined, ',')
end
