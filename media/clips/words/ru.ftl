clip-needed = Связь не передаёт речь. Всё, что вы скажете, записывается и отправляется сообщением.
clip-no-line = Сейчас нет связи с сервером. Ваши слова записываются, хранятся здесь и уйдут, когда связь вернётся.
clip-speak = Держите и говорите или нажмите
clip-speak-name = Голосовое сообщение всем в разговоре
clip-recording-held = Говорите. Отпустите, чтобы отправить
clip-recording-tapped = Говорите. Нажмите, чтобы отправить
clip-recording-name = Идёт запись голосового сообщения
clip-left = { $time } из { $longest }
clip-drop = Выбросить
clip-too-short = Слишком коротко: ничего не отправлено. Держите, пока говорите.
clip-no-microphone = Здесь нечем записать: нет микрофона или браузер не умеет записывать.
clip-only-yours = Отправляется только то, что вы скажете во время записи.
clip-not-live = Пока идёт запись, вас не слышно напрямую.
clip-list = Голосовые сообщения
clip-new =
    { $count ->
        [one] { $count } голосовое сообщение
        [few] { $count } голосовых сообщения
       *[other] { $count } голосовых сообщений
    }
clip-listen-new = Слушать
clip-playing = Голосовое сообщение: { $name }, { $time }
clip-play = Прослушать голосовое сообщение: { $name }, { $time }, { $length }
clip-stop = Остановить голосовое сообщение: { $name }
clip-play-mine = Прослушать своё голосовое сообщение, { $time }, { $length }
clip-stop-mine = Остановить своё голосовое сообщение
clip-mine = Вы
clip-keeping = сохраняется
clip-waiting = ждёт связи
clip-sending = отправляется
clip-delivered = доставлено
clip-heard = прослушано: { $names }
clip-not-heard = ещё не прослушано
clip-refused = не отправлено
clip-refused-over = не отправлено: разговор уже закончился
clip-put-away = Убрать
clip-broken = больше нельзя прослушать
clip-size = { $kilobytes } КБ
clip-thread-play = Прослушать, { $length }
clip-thread-stop = Остановить
clip-of-brigade = Бригада
clip-of-person = Коллега
clip-of-guest = Гость
