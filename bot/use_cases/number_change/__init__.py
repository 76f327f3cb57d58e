"""«Заменить номер»: by the registry's control questions, or by HR's word."""
