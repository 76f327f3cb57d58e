### What Telegram shows of the bot: the first screen, the profile, the command menus

bot-description =
    Открываем личный кабинет по полису: ДМС от работодателя, КАСКО, ОСАГО, имущество, несчастный случай, поездки.

    Около 3 минут. Понадобятся полис, документ, указанный в нём, и телефон для SMS.
bot-about = Регистрация в личном кабинете по полису ДМС и другим: полис, код из SMS, письмо со ссылкой.

command-start = Начать или продолжить регистрацию
command-help = Помощь и контакты
command-cancel = Остановить и удалить ответы
command-mydata = Что о Вас хранится
command-forget = Удалить свои данные, отозвать согласие
command-hr = Приглашения и сотрудники компании
command-stats = Статистика регистраций
command-import = Загрузить реестр
command-find = Найти по телефону или полису
command-pause = Приостановить регистрацию
command-health = Состояние бота и шлюзов
command-admin = Все команды администратора
