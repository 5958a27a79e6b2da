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
  local score, bumps = article.score('publication'), article.count('bumps')
  local comments, lists = article.count('comments'), {}
  local function enter(score_, ending)
    lists['new' .. ending] = score_
    lists['hot' .. ending] = hot(bumps, comments, score_)
    lists['top' .. ending] = bumps
  end
  local reposts = article.first('reposts', 100)
  for i = #reposts - 1, 1, -2 do
    enter(tonumber(reposts[i + 1]), '.tribe:' .. string.match(reposts[i], '^[^/]*'))
  end
  enter(score, '')
  enter(score, '.tribe:' .. publication.tribe)
  enter(score, '.author:' .. publication.author)
  return { lists = lists, sums = { ['bumps.author:' .. publication.author] = bumps } }
end

derivations.comment = function(comment)
  local origin = comment.value('origin')
  if not (origin and comment.value('alive')) then return nil end
  local bumps, parent = comment.count('bumps'), origin.parent
  local lists = { ['top.comments:' .. string.match(comment.id, '^[^/]*')] = bumps }
  if type(parent) == 'string' then
    lists['new.replies:' .. parent] = comment.score('origin')
    lists['top.replies:' .. parent] = bumps
  end
  return { lists = lists, sums = {} }
end

derivations.notice = function(notice)
  local about, latest = notice.value('about'), notice.latest('actors') or notice.latest('comments')
  if not (about and latest) then return nil end
  return { lists = { ['notices:' .. string.match(notice.id, '^[^/]*')] = latest }, sums = {} }
end

-- SUBTLE: any register may be absent. A script that broke names records it had not yet merged.
derivations.handle = function(handle)
  local claim = handle.value('claim')
  if not claim then return nil end
  return { lists = { ['handle:' .. claim] = handle.score('claim') }, sums = {} }
end

derivations.slug = function(slug)
  local claim = slug.value('claim')
  if not claim then return nil end
  return { lists = { ['slug:' .. claim] = slug.score('claim') }, sums = {} }
end
