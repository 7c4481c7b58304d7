# 在群里报喜：有人升级。
levels-line = ⭐ { $name } 升到 Lv.{ $level } 啦！
levels-line-named = ⭐ { $name } 升到 Lv.{ $level }「{ $title }」啦！
levels-more = ……还有 { $count } 位也升级了。
