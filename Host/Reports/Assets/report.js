"use strict";
// Adds to a page that works without it: playheads, seeking by click, and keys to compare by ear.
(() => {
  document.documentElement.classList.add("js");
  const players = [...document.querySelectorAll("audio")];
  const playheads = [...document.querySelectorAll(".playhead")];
  const followers = new Map(players.map(player =>
    [player, playheads.filter(line => line.dataset.follows === player.id)]));

  const share = player => player.duration > 0 ? player.currentTime / player.duration : 0;

  const draw = player => followers.get(player).forEach(line => {
    const passed = Math.min(1, player.currentTime / Number(line.dataset.seconds));
    const across = passed * Number(line.dataset.across ?? 0);
    const down = passed * Number(line.dataset.down ?? 0);
    line.setAttribute("transform", `translate(${across} ${down})`);
    line.classList.toggle("on", player.currentTime > 0 && !player.ended);
  });

  const follow = player => {
    draw(player);
    if (!player.paused)
      requestAnimationFrame(() => follow(player));
  };

  const play = (player, from) => {
    player.currentTime = from * (player.duration || 0);
    player.play().catch(() => { });
  };

  players.forEach(player => {
    const take = player.closest(".take");
    player.addEventListener("play", () => {
      players.filter(other => other !== player).forEach(other => other.pause());
      take?.classList.add("playing");
      follow(player);
    });
    for (const event of ["pause", "ended", "seeked"])
      player.addEventListener(event, () => {
        draw(player);
        take?.classList.toggle("playing", !player.paused);
      });
  });

  document.addEventListener("click", event => {
    const surface = event.target.closest?.(".seek");
    const player = surface && document.getElementById(surface.dataset.player);
    if (!player)
      return;
    const box = surface.getBoundingClientRect();
    play(player, (event.clientX - box.left) / box.width);
  });

  const middleOf = element => {
    const box = element.getBoundingClientRect();
    return Math.abs((box.top + box.bottom) / 2 - innerHeight / 2);
  };

  const pairInView = () => [...document.querySelectorAll(".pair")]
    .reduce((best, pair) => !best || middleOf(pair) < middleOf(best) ? pair : best, null);

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[0-9]$/.test(event.key))
      return;
    const playing = players.find(player => !player.paused);
    if (event.key === "0")
      return playing?.pause();
    const takes = [...pairInView()?.querySelectorAll(".take > audio") ?? []];
    const chosen = takes[Number(event.key) - 1];
    if (!chosen)
      return;
    if (chosen === playing)
      chosen.pause();
    else
      play(chosen, takes.includes(playing) ? share(playing) : chosen.ended ? 0 : share(chosen));
  });
})();
