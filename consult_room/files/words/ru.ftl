files-add = Добавить файл
files-drop = или перетащите сюда, или вставьте
files-none-yet = Файлов пока нет: добавьте фотографию, ЭКГ, анализ или документ.
files-none = Файлов нет.
files-naming =
    { $count ->
        [one] Что это за файл?
       *[other] Что это за файлы?
    }
files-kind = Вид
files-title = Название
files-title-note = Например: правая кисть, 2 часа после ожога. Если пусто, показывается имя файла.
files-not-now = Не сейчас
files-send = Отправить
files-open = Открыть: { $name }
files-save = Сохранить: { $name }
files-put-away = Убрать: { $name }
files-withdraw = Отозвать: { $name }
files-withdraw-title = Отозвать файл?
files-withdraw-note = Его больше никто не увидит. То, что он был, и причина останутся в записи.
files-withdraw-do = Отозвать
files-reason = Причина
files-preview-of = Предпросмотр: { $name }
files-reading = читается
files-waits = в очереди, уйдёт сам, когда будет связь
files-sent-of = отправлено { $done } из { $all }
files-come-of = пришло { $done } из { $all }
files-coming = приходит, { $all }
files-checking = проверяется
files-pages =
    { $count ->
        [one] { $count } страница
        [few] { $count } страницы
       *[many] { $count } страниц
    }
files-expired = не пришёл целиком, больше не ожидается
files-withdrawn = отозван: { $why }
files-kilobytes = { $count } КБ
files-megabytes = { $count } МБ
files-cannot-show = Сейчас показать нельзя. Закройте и откройте снова.
files-page-before = Предыдущая страница
files-page-after = Следующая страница
files-page-of = { $page } из { $pages }
files-picture-keys = Изображение. Плюс и минус меняют масштаб, стрелки сдвигают, R поворачивает, 0 показывает всё
files-drawing-keys = Снимок. Стрелки двигают крест, с Shift — точно; Enter ставит точку; одна точка дважды завершает линию или площадь; Backspace убирает точку, Escape — выход
files-looking = Просмотр
files-tools = Рисование и измерение
files-nearer = Ближе
files-farther = Дальше
files-turn = Повернуть
files-undraw = Убрать мою последнюю метку
files-tool-move = Двигать
files-tool-point = Указывать
files-tool-line = Линия
files-tool-arrow = Стрелка
files-tool-circle = Круг
files-tool-length = Длина
files-tool-angle = Угол
files-tool-area = Площадь
files-tool-scale = Масштаб
files-how-move = Двигайте; двумя пальцами или колесом меняйте масштаб.
files-how-point = Куда вы указываете, видят и другие.
files-how-line = Рисуйте: увидят и другие.
files-how-arrow = Проведите от начала к острию.
files-how-circle = Проведите от середины к краю.
files-how-length = Проведите от одного конца до другого.
files-how-angle = Нажмите трижды: сторона, вершина, сторона.
files-how-area = Обведите по краю.
files-how-scale = Проведите вдоль предмета известной длины (линейка, монета), затем впишите её.
files-known-length = Сколько мм
files-known-do = Задать масштаб
files-no-scale = нет масштаба
files-millimetres = { $count } мм
files-square = { $count } см²
files-degrees = { $count }°
files-drawn-by = Нарисовал(а): { $name }
files-drawn-later = Связи нет: нарисованное уйдёт, когда она вернётся.
file-kind-photograph = Фотография
file-kind-ecg = ЭКГ
file-kind-laboratory = Анализ
file-kind-imaging = Снимок (DICOM, видео)
file-kind-document = Документ
file-kind-other = Другое
refusal-file_too_large = Файл слишком велик для своего вида.
refusal-too_many_files = В этой консультации слишком много файлов: не больше 100 или 2 ГБ.
refusal-file_not_taken = Такие файлы не принимаются. Принимаются JPEG, PNG, WebP, PDF, текст, DICOM, MP4, WebM.
refusal-file_not_as_named = Содержимое файла не соответствует его имени. В запись он не попал; отправьте настоящий файл.
refusal-file_damaged = Файл повреждён, открыть его нельзя. Сохраните заново и отправьте.
refusal-file_changed = Файл изменился по пути. Отправьте его ещё раз.
refusal-file_locked = Документ закрыт паролем. Сохраните без пароля и отправьте.
refusal-picture_too_large = Изображение слишком велико: не больше 60 миллионов точек.
refusal-too_many_pages = Документ слишком длинный: не больше 200 страниц.
refusal-file_unreadable = Устройство не смогло прочитать файл. Выберите его снова.
refusal-file_not_awaited = Этот файл больше не ожидается.
