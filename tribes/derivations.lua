-- What is derived from merged records, in the shard, by the script that merged.
-- The Python twin is tribes/derivations.py: they are tested against each other.

-- Rounded, and not cut: see the twin.
local function hot(bumps, comments, score)
  local ms = math.floor(score / 4096) + 1577836800000
  return math.floor(1e6 * math.log10(1 + bumps + 2 * comments) + 0.5) + math.floor(ms / 45)
end

derivations.article = function(article)
  local publication = article.value('publication')
  if not (publication and article.value('alive')) then return nil end
  local bumps, comments = article.count('bumps'), article.count('comments')
  local score, author = article.score('publication'), ':' .. publication.author
  local warmth, tribe = hot(bumps, comments, score), ':' .. publication.tribe
  -- All at once: a table that grows is made anew at each power of two.
  local lists = {
    ['new'] = score, ['new.tribe' .. tribe] = score, ['new.author' .. author] = score,
    ['hot'] = warmth, ['hot.tribe' .. tribe] = warmth, ['hot.author' .. author] = warmth,
    ['top'] = bumps, ['top.tribe' .. tribe] = bumps, ['top.author' .. author] = bumps,
  }
  local reposts = article.first('reposts', 100)
  for i = 1, #reposts, 2 do
    local at, into = tonumber(reposts[i + 1]), '.tribe:' .. string.match(reposts[i], '^[^/]*')
    -- Where it was published, or was reposted earlier, it stands already.
    if not lists['new' .. into] then
      lists['new' .. into], lists['hot' .. into] = at, hot(bumps, comments, at)
      lists['top' .. into] = bumps
    end
  end
  return { lists = lists, sums = { ['bumps.author' .. author] = bumps } }
end

derivations.comment = function(comment)
  local origin = comment.value('origin')
  if not (origin and comment.value('alive')) then return nil end
  local bumps, parent = comment.count('bumps'), origin.parent
  local lists = {
    ['top.comments:' .. string.match(comment.id, '^[^/]*')] = bumps,
    ['comments.author:' .. origin.author] = comment.score('origin'),
  }
  if type(parent) == 'string' then
    lists['new.replies:' .. parent] = comment.score('origin')
    lists['top.replies:' .. parent] = bumps
  end
  return { lists = lists, sums = {} }
end

-- The months since the year 0, of the days since 1970: see the twin.
local function month(day)
  local days = day + 719468
  local era = math.floor(days / 146097)
  local of_era = days - era * 146097
  local year = math.floor((of_era - math.floor(of_era / 1460) + math.floor(of_era / 36524)
    - math.floor(of_era / 146096)) / 365)
  local of_year = of_era - (365 * year + math.floor(year / 4) - math.floor(year / 100))
  return 12 * (400 * era + year) + math.floor((5 * of_year + 2) / 153) + 2
end

derivations.notice = function(notice)
  local about = notice.value('about')
  local latest = about and (notice.latest('actors') or notice.latest('comments'))
  if not latest then return nil end
  local user = string.match(notice.id, '^[^/]*')
  local placement = { lists = { ['notices:' .. user] = latest }, sums = {} }
  if about.kind == 'ARTICLE_BUMPED' then
    local ms = math.floor(notice.score('about') / 4096) + 1577836800000
    local day = math.floor(ms / 86400000)
    local amount, tribe = notice.count('actors'), ':' .. about.tribe
    placement.member, placement.among = user, 'notices:' .. user
    placement.tallies = {
      ['board.all' .. tribe] = amount,
      ['board.day.' .. day .. tribe] = amount,
      ['board.week.' .. math.floor((day + 3) / 7) .. tribe] = amount,
      ['board.month.' .. month(day) .. tribe] = amount,
    }
  end
  return placement
end

-- SUBTLE: any register may be absent. A script that broke names records it had not yet merged.
local function candidate(record, index)
  local claim = record.value('claim')
  if not (claim and claim.key) then return nil end
  local at = score_of(claim.claimed)
  local lists = { [index .. ':' .. claim.key] = at, [index .. '.look:' .. claim.look] = at }
  return { lists = lists, sums = {} }
end

derivations.handle = function(handle) return candidate(handle, 'handle') end
derivations.slug = function(slug) return candidate(slug, 'slug') end
