-- Records: how a domain's derivations read what is merged, and what others were placed in. All that a
-- derivation reads lives in the shard of its record.

local NONE = {}

-- Where it is stored in which places a record stands; placements.lua says how.
local function placed_key(base, kind, id) return base .. 'placed.' .. kind .. ':' .. id end

-- What every key of the shard starts with.
local base_of

-- The registers that this call has read, by key: contents by name, false where nothing was written;
-- and under `=` and a name their values. Merging clears it.
local registers_of = {}

-- Which registers were read of records before, by kind: of the next one they are read together, so many
-- at most. Each stands there once, and under its name.
local names_of = {}
local NAMES_MAX = 50

local function begin_reading(base)
  base_of, registers_of = base, {}
end

local function contents(kind, id, name)
  local key = base_of .. kind .. ':' .. id
  local held, names = registers_of[key], names_of[kind]
  if not held then
    held = {}
    registers_of[key] = held
    if names then
      local found = redis.call('HMGET', key, unpack(names))
      for i = 1, #names do held[names[i]] = found[i] end
    end
  end
  if held[name] == nil then
    held[name] = redis.call('HGET', key, name)
    names = names or {}
    names_of[kind] = names
    if not names[name] and #names < NAMES_MAX then names[#names + 1], names[name] = name, true end
  end
  return held[name], held
end

-- A register's value; nil where nothing was written, or null.
local function value(kind, id, name)
  local text, held = contents(kind, id, name)
  if not text then return nil end
  local known = held['=' .. name]
  if known == nil then
    local json = string.sub(text, 16)
    if json == 'true' then
      known = true
    elseif json == 'false' then
      known = false
    else
      known = cjson.decode(json)
    end
    held['=' .. name] = known
  end
  if known == cjson.null then return nil end
  return known
end

-- The score of a register's stamp; nil where nothing was written.
local function at(kind, id, name)
  local text = contents(kind, id, name)
  -- No stamp begins with another digit than 0.
  if text and string.byte(text) ~= 48 then error(kind .. '.' .. name .. ' has no stamp', 0) end
  return text and score_of(text) or nil
end

local function set_of(kind, id, set) return base_of .. kind .. '.' .. set .. '+:' .. id end

-- How many are in a set; with what score an element is in it, or nil.
local function count(kind, id, set) return redis.call('ZCARD', set_of(kind, id, set)) end

local function entered(kind, id, set, element)
  return tonumber(redis.call('ZSCORE', set_of(kind, id, set), element) or nil)
end

-- {member, score, …} of the first, and of the last so many.
-- SUBTLE: what is to be written of a list is written before the list is looked at.
local write_list

local function first_of(key, most) return redis.call('ZRANGE', key, 0, most - 1, 'WITHSCORES') end

local function latest_of(key, most) return redis.call('ZRANGE', key, 0, most - 1, 'REV', 'WITHSCORES') end

-- The least and the greatest score in a set; nil where there is none.
local function first_at(kind, id, set) return tonumber(first_of(set_of(kind, id, set), 1)[2]) end

local function last_at(kind, id, set) return tonumber(latest_of(set_of(kind, id, set), 1)[2]) end

-- Of a told set: how many that are in it were seen, and whether one is among them.
local function count_seen(kind, id, set)
  return redis.call('ZCARD', base_of .. kind .. '.' .. set .. '=:' .. id)
end

local function shown(kind, id, set, element)
  return redis.call('ZSCORE', base_of .. kind .. '.' .. set .. '=:' .. id, element) or nil
end

-- A best is read as a set is: `entered` gives a member's value. Of a map, what it has under a key; nil where
-- there is none, or null. Of a counter what somebody contributes, 0 where that is nothing, and its total.
local function entry(kind, id, map, key)
  local held = redis.call('HGET', base_of .. kind .. '.' .. map .. ':' .. id, key)
  if not held then return nil end
  local found = cjson.decode(string.sub(held, 16))
  if found == cjson.null then return nil end
  return found
end

local function amount_of(kind, id, counter, who)
  -- The total stands there, too, under a name that nobody has.
  local held = who ~= ' ' and redis.call('HGET', base_of .. kind .. '.' .. counter .. ':' .. id, who)
  return held and tonumber(string.sub(held, 16)) or 0
end

local function total(kind, id, counter)
  return tonumber(redis.call('HGET', base_of .. kind .. '.' .. counter .. ':' .. id, ' ') or '0')
end

-- Of a list by its name: under which key it is, how many stand there, the least and the greatest score.
local function list_key(name)
  write_list(name)
  return base_of .. 'list:' .. name
end

local function card(name) return redis.call('ZCARD', list_key(name)) end

local function list_first_at(name) return tonumber(first_of(list_key(name), 1)[2]) end

local function list_last_at(name) return tonumber(latest_of(list_key(name), 1)[2]) end
