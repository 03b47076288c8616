# The page behind the link that a caller of 103 gets
caller-title = 103: покажите
caller-call = Позвонить 103
caller-loading = Загрузка…
caller-again = Повторить
caller-no-link = Нет связи
caller-no-link-more = Страница сама пробует снова каждые несколько секунд.
caller-invalid = Эта ссылка недействительна
caller-invalid-more = Она устарела или скопирована не целиком. Откройте её ещё раз из сообщения.
caller-over = Эта ссылка больше не действует
caller-over-incident_closed = Ваш вызов закрыт. Спасибо за помощь.
caller-over-revoked = Диспетчеру больше ничего не нужно. На помощь это не влияет.
caller-over-replaced = Диспетчер прислал вам новую. Откройте последнее сообщение.
caller-over-expired = Прошло два часа.
caller-over-more = Больше ничего не отправляется. Если нужна помощь, позвоните 103.

# What is agreed to: a new wording needs a new version in media/caller/domain/decisions.py and state/caller.ts
caller-ask = Диспетчер 103 просит показать, что происходит
caller-ask-what = Если вы согласны, вы сможете отправить:
caller-ask-place = где находится этот телефон и с какой точностью
caller-ask-picture = фотографии и живое видео со звуком, пока вы его показываете
caller-ask-text = сообщения
caller-ask-who = Это увидят только диспетчеры 103, бригада, которая едет к вам, и врач, если его позовут. Это хранится вместе с вашим вызовом. Вы сами выбираете, что отправить, и можете прекратить в любой момент.
caller-ask-anyway = Скорая приедет в любом случае.
caller-agree = Я согласен
caller-agreeing = Минуту…
caller-decline = Я не согласен
caller-declined = Вы ничего не отправляете
caller-declined-more = Скорая всё равно приедет. Вы ещё можете согласиться.
caller-withdraw = Прекратить отправку

# What can be sent
caller-where = Где вы?
caller-where-more = Телефон спросит, можно ли странице это знать. Выберите «Разрешить».
caller-place-send = Отправить, где я
caller-place-later = Позже
caller-place-seeking = Определяем место…
caller-place-sent = Место отправлено, точность { $metres } м
caller-place-denied = Телефон не разрешает. Разрешите странице местоположение в настройках или напишите, где вы.
caller-place-none = Телефон не знает места. Напишите, где вы.
caller-place-insecure = Эта страница не может узнать место. Напишите, где вы.
caller-menu = Что вы можете показать?
caller-live-start = Показать живое видео
caller-live-again = Показать видео ещё раз
caller-live-none = Этот телефон не может показать видео. Отправьте фотографии.
caller-photo = Отправить фото
caller-photos-sent = { $count ->
    [one] Отправлено { $count } фото
    [few] Отправлено { $count } фото
   *[other] Отправлено { $count } фото
}
caller-photo-sending = Отправляем фото…
caller-photo-failed = Фото не отправилось
caller-photo-not_a_picture = Это не фотография
caller-photo-too_long = Фотографий достаточно. Спасибо.
caller-text-only = Пожалуйста, не снимайте и не говорите. Пишите здесь.
caller-write = Написать диспетчеру
caller-write-label = Ваше сообщение
caller-write-send = Отправить
caller-write-waiting = ещё не отправлено
caller-you = Вы
caller-desk = Диспетчер
caller-erased = удалено
caller-status-open = Диспетчер видит, что вы отправляете
caller-status-lost = Нет связи. Продолжится само.

# Live video
caller-live-asking = Ждём диспетчера…
caller-live-connecting = Соединяем…
caller-live-connected =
    { $count ->
        [1] Диспетчер видит и слышит вас
       *[other] Все здесь видят и слышат вас
    }
caller-live-heard =
    { $count ->
        [1] Диспетчер слышит вас
       *[other] Все здесь слышат вас
    }
caller-live-seen =
    { $count ->
        [1] Диспетчер видит вас, микрофон выключен
       *[other] Все здесь видят вас, микрофон выключен
    }
caller-live-nothing = Камера и микрофон выключены
caller-live-recovering = Связь слабая. Оставайтесь на месте, она продолжится сама.
caller-live-elsewhere = Видео идёт в другой вкладке этого телефона
caller-live-rung-low-video = Вас видно, но картинка меньше
caller-live-rung-stills = Видно один кадр в секунду, слышно хорошо
caller-live-rung-voice = Вас слышно, картинка не проходит
caller-live-rung-text = Речь почти не проходит. Напишите ниже.
caller-live-reason-loss = Связь теряет много данных.
caller-live-reason-delay = Связь медленная.
caller-live-reason-bandwidth = Связь слабая, больше не проходит.
caller-live-reason-broken = Сейчас ничего не проходит.
caller-live-reason-asked = Так попросили на той стороне, чтобы беречь связь.
caller-live-reason-theirs = Связь слабая на той стороне.
caller-live-own = Что показывает ваша камера
caller-live-no-camera = Идёт только голос: камеры нет или она не разрешена.
caller-live-no-permission = Телефон не разрешает камеру и микрофон. Разрешите их этой странице в настройках.
caller-live-no-device = Этот телефон не даёт ни камеры, ни микрофона.
caller-live-camera-is-off = Камера выключена
caller-live-mute = Без микрофона
caller-live-without-camera = Без камеры
caller-live-turn = Другая камера
caller-live-torch = Фонарик
caller-live-stop = Остановить видео
caller-live-over-other_hung_up = Диспетчер завершил видео. Камера выключена.
caller-live-over-removed = Вас вывели из разговора. Камера выключена.
caller-live-over-lost = Связи не было слишком долго. Камера выключена.
caller-live-over-too_long = Видео шло очень долго и завершено. Камера выключена.
caller-live-over-not_loaded = Видео не загрузилось. Попробуйте ещё раз или отправьте фото.
