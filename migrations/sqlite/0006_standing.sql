-- Since when players are out of the race, and from when registration is locked.

-- When a player who has withdrawn or was disqualified left the race: laps that were counted later are held. None for
-- those who are in it; one who was removed keeps it, in case that is undone.
ALTER TABLE players ADD COLUMN left_at INTEGER;

UPDATE players SET left_at = (
    SELECT MAX(e.at) FROM entries e
    WHERE e.chain = players.event_id AND e.target_type = 'player' AND e.target_id = CAST(players.id AS TEXT)
    AND e.action IN ('player.withdraw', 'player.disqualify')
)
WHERE standing IN ('withdrawn', 'disqualified');
