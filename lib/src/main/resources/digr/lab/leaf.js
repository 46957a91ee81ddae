  // leafs through what show(i) shows
  const slider = part("slider"), play = part("play");
  let timer = null;
  const turn = i => { slider.value = i; show(i); };
  const stop = () => { clearInterval(timer); timer = null; play.textContent = "Play"; };
  const step = () => {
    if (+slider.value < +slider.max) turn(+slider.value + 1); else stop();
  };
  slider.addEventListener("input", () => { stop(); show(+slider.value); });
  play.addEventListener("click", () => {
    if (timer) { stop(); return; }
    if (slider.value === slider.max) turn(0);
    play.textContent = "Pause";
    timer = setInterval(step, {{millis}});
  });
