/// Korean readings of the Han characters that headlines still use among Hangul: 北, 美, 尹.
enum Hanja {
  private static let pairs = """
    北북 南남 美미 中중 日일 韓한 英영 獨독 佛불 露러 伊이 印인 濠호 加가 臺대 與여 野야 靑청 檢검 警경 軍군 前전 現현 新신 故고 反반 親친 對대 \
    比비 女여 男남 株주 證증 銀은 黨당 大대 小소 車차 人인 家가 價가 年년 月월 發발 産산 行행 尹윤 李이 朴박 文문 金김 安안 洪홍 鄭정 崔최 盧노 \
    曺조 趙조 張장 姜강 林임 吳오 申신 徐서 權권 黃황 宋송 柳유 全전 高고 孫손 梁양 裵배 白백 許허 南남 沈심 河하 郭곽 成성 劉유 羅나 千천 閔민 \
    陳진 池지 嚴엄 元원 蔡채 方방 孔공 咸함 薛설 呂여 秋추 都도 魯노 石석 善선 馬마 表표 魏위 明명 奇기 房방 玉옥 陸육 諸제 卓탁 國국 鞠국 \
    民민 法법 院원 長장 史사 獄옥 選선 亞아 歐구 非비 核핵 油유 電전 戰전 死사 生생 無무 有유 最최 初초 再재 副부 總총 主주 不불 外외 內내 上상 \
    下하 左좌 右우 東동 西서 高고 低저 先선 後후 後후 半반 兩양 多다 少소 全전 父부 母모 子자 夫부 妻처 兄형 弟제 王왕 神신 心심 力력 天천 地지 \
    水수 火화 木목 土토 山산 江강 海해 食식 醫의 藥약 病병 學학 校교 敎교 試시 勞노 使사 政정 府부 市시 道도 郡군 區구 洞동 村촌 農농 漁어 商상 工공 \
    業업 稅세 債채 億억 萬만 兆조 百백 十십 一일 二이 三삼 四사 五오 六육 七칠 八팔 九구 號호 次차 第제 代대 間간 時시 分분 秒초 週주 春춘 夏하 秋추 冬동 \
    說설 論론 訪방 來내 去거 入입 出출 開개 閉폐 停정 止지 動동 急급 特특 別별 公공 私사 合합 併병 離이 婚혼 罪죄 刑형 判판 決결 訴소 勝승 敗패 戰전 \
    性성 愛애 美미 善선 惡악 眞진 假가 實실 虛허 强강 弱약 重중 輕경 遠원 近근 早조 晩만 古고 今금 昨작 靑청 赤적 黑흑 綠록
    """
  private static let readings = HanTable(pairs)

  static func reading(_ scalar: UInt32) -> UInt32 { readings[scalar] }
}

/// Simplified forms of the traditional characters that are common in headlines, and of Japan's new forms.
///
/// One for one, so that the same headline from Taipei and from Shanghai has one key. What has several simplified
/// or several traditional forms takes the commoner.
enum Hanzi {
  private static let pairs = """
    書书 國国 個个 紐纽 羣群 傑杰 鬆松 鍾钟 儘尽 託托 佔占 拚拼 徬彷 僱雇 濛蒙 餵喂 讎仇 韆千 麪面 麵面 籤签 願愿 於于 衆众 爲为 嚮向 範范 釐厘 隻只 榮荣 勛勋 勳勋 詢询 譴谴 賦赋 贖赎 鑄铸 鋪铺 鈴铃 鉛铅 銅铜 鍋锅 鏈链 鴻鸿 鵬鹏 鷹鹰 鯨鲸 鮑鲍 鱷鳄 騷骚 驢驴 顫颤 頸颈 頹颓 韌韧 闡阐 閥阀 閩闽 隴陇 陝陕 鄧邓 遼辽 轎轿 轍辙 蹤踪 躊踌 賤贱 貯贮 貶贬 譽誉 謊谎 謠谣 諷讽 諸诸 誠诚 詳详 詐诈 訝讶 襯衬 褲裤 衊蔑 螞蚂 蝦虾 蘋苹 蕭萧 蕩荡 薩萨 葷荤 莖茎 艦舰 舖铺 膽胆 膩腻 脈脉 腫肿 腸肠 聳耸 翹翘 繳缴 繫系 係系 縱纵 綁绑 綜综 紮扎 紳绅 糞粪 籲吁 簾帘 籠笼 窩窝 稅税 禿秃 禦御 瞭了 皺皱 癌癌 瘡疮 癱瘫 癮瘾 療疗 疇畴 甦苏 璽玺 瓊琼 猶犹 獵猎 爛烂 煉炼 烴烃 溫温 滲渗 潰溃 澆浇 潤润 澀涩 濃浓 濫滥 瀏浏 瀰弥 瀝沥 灘滩 來来 們们 會会 時时 說说 這这 對对 為为 爲为 與与 從从 後后 發发 開开 關关 門门 間间 問问 聞闻 學学 習习 長长 張张 東东 車车 軍军 電电 話话 \
    語语 讓让 請请 論论 該该 調调 談谈 識识 證证 評评 試试 詩诗 詞词 訊讯 訪访 設设 許许 訴诉 診诊 記记 計计 訂订 訓训 託托 討讨 講讲 謝谢 議议 護护 \
    讀读 變变 讚赞 選选 過过 運运 達达 遠远 還还 進进 連连 週周 遊游 違违 適适 遷迁 遞递 邊边 鄉乡 鄰邻 鄭郑 醫医 釋释 針针 鐵铁 錢钱 銀银 銷销 鋼钢 \
    錄录 鎮镇 鏡镜 鐘钟 鑽钻 陳陈 陰阴 陽阳 隊队 階阶 際际 險险 隨随 隱隐 難难 雙双 離离 雜杂 雲云 電电 靈灵 靜静 響响 頁页 頂顶 項项 順顺 須须 預预 \
    領领 頭头 題题 額额 類类 顧顾 顯显 風风 飛飞 飯饭 飲饮 館馆 馬马 駐驻 駕驾 騎骑 騙骗 驗验 驚惊 體体 髮发 鬥斗 魚鱼 鮮鲜 鳥鸟 鳴鸣 麗丽 麥麦 黃黄 點点 \
    黨党 齊齐 齡龄 龍龙 龜龟 億亿 價价 優优 傳传 傷伤 僅仅 債债 傾倾 側侧 偵侦 倫伦 備备 儀仪 儲储 兒儿 兩两 冊册 凍冻 準准 凱凯 則则 剛刚 創创 劃划 劇剧 劉刘 \
    動动 務务 勝胜 勞劳 勢势 勵励 勸劝 區区 協协 單单 賣卖 占占 衛卫 卻却 廠厂 厭厌 參参 叢丛 吳吴 員员 唄呗 啟启 啓启 喪丧 喬乔 嗎吗 嘗尝 嘆叹 噸吨 嚴严 囑嘱 \
    圍围 園园 圓圆 圖图 團团 執执 場场 塊块 塵尘 墊垫 墜坠 壓压 壞坏 壯壮 聲声 壽寿 夠够 夢梦 夾夹 奪夺 奮奋 婦妇 媽妈 孫孙 寧宁 審审 寫写 寬宽 實实 寶宝 將将 專专 \
    尋寻 導导 屆届 屬属 層层 岡冈 島岛 峽峡 嶺岭 嶽岳 幣币 師师 帳帐 帶带 幫帮 乾干 幹干 幾几 庫库 廢废 廣广 廳厅 應应 廟庙 龐庞 彈弹 強强 彙汇 匯汇 徑径 復复 複复 徵征 \
    徹彻 恆恒 惡恶 愛爱 態态 慘惨 慣惯 慶庆 憂忧 憲宪 憶忆 懲惩 懷怀 戰战 戲戏 戶户 拋抛 捨舍 掃扫 掛挂 採采 揚扬 換换 揮挥 損损 搶抢 搖摇 據据 擔担 擇择 擊击 擋挡 擬拟 \
    擁拥 擴扩 擺摆 擾扰 攝摄 敗败 敘叙 敵敌 數数 斷断 無无 舊旧 曆历 歷历 曉晓 暫暂 術术 機机 殺杀 條条 楊杨 業业 極极 構构 槍枪 樂乐 標标 樓楼 樣样 樹树 橋桥 檢检 權权 歐欧 \
    歡欢 歲岁 歸归 殘残 殼壳 毀毁 氣气 決决 沒没 況况 洩泄 涼凉 淚泪 淨净 淺浅 渦涡 測测 湯汤 準准 溝沟 滅灭 滯滞 滿满 漁渔 漢汉 漲涨 潔洁 潛潜 澤泽 濟济 濱滨 濕湿 灣湾 灑洒 \
    災灾 烏乌 煙烟 煩烦 熱热 燈灯 燒烧 營营 爐炉 爭争 爺爷 爾尔 牆墙 牽牵 犧牺 狀状 獄狱 獎奖 獨独 獲获 獻献 現现 環环 瑪玛 產产 産产 畢毕 畫画 異异 當当 疊叠 療疗 瘋疯 癥症 \
    盜盗 盡尽 監监 盤盘 盧卢 眾众 睜睁 矚瞩 矯矫 礎础 礦矿 碼码 確确 礙碍 禍祸 禪禅 禮礼 種种 稱称 穀谷 積积 穩稳 窮穷 竊窃 競竞 筆笔 節节 範范 築筑 簡简 簽签 籌筹 籃篮 籍籍 類类 \
    糧粮 糾纠 紀纪 約约 紅红 純纯 紙纸 級级 紛纷 細细 終终 組组 結结 絕绝 給给 絡络 統统 絲丝 經经 綠绿 維维 綱纲 網网 緊紧 緒绪 線线 緣缘 編编 緩缓 練练 縣县 縮缩 總总 績绩 織织 \
    繞绕 繪绘 繼继 續续 纖纤 罰罚 罷罢 羅罗 義义 習习 聖圣 聯联 聰聪 職职 聽听 肅肃 脅胁 腦脑 腳脚 膚肤 膠胶 臉脸 臨临 臺台 台台 舉举 艙舱 艦舰 艱艰 藝艺 莊庄 華华 萬万 葉叶 蒼苍 蓋盖 \
    蔣蒋 薦荐 藍蓝 藥药 蘇苏 蘭兰 處处 虛虚 號号 虧亏 蟲虫 衝冲 補补 裝装 裡里 裏里 製制 複复 襲袭 見见 規规 視视 覺觉 覽览 觀观 觸触 誌志 誤误 誰谁 課课 諒谅 諾诺 謀谋 謎谜 謹谨 譜谱 \
    警警 譯译 豐丰 貓猫 貝贝 負负 財财 貢贡 貧贫 貨货 販贩 貪贪 貫贯 責责 貴贵 貸贷 費费 貿贸 賀贺 資资 賊贼 賓宾 賞赏 賠赔 賢贤 質质 賬账 賭赌 賴赖 購购 賽赛 贈赠 贊赞 贏赢 趕赶 趙赵 \
    趨趋 跡迹 踐践 躍跃 軌轨 軟软 載载 較较 輔辅 輕轻 輛辆 輝辉 輩辈 輪轮 輯辑 輸输 轄辖 轉转 轟轰 辦办 辭辞 辯辩 農农 逕迳 遜逊 遲迟 遺遗 郵邮 釀酿 鈔钞 鉅巨 鋒锋 錦锦 錯错 鍵键 鎖锁 鑒鉴 鑑鉴 \
    閃闪 閉闭 閣阁 閱阅 闆板 闊阔 闖闯 陸陆 隸隶 雞鸡 霧雾 靂雳 鞏巩 韓韩 頒颁 頓顿 頗颇 頻频 顆颗 願愿 顛颠 飄飘 飼饲 餐餐 餘余 餓饿 驅驱 駁驳 駛驶 騰腾 驟骤 鬧闹 鹽盐 麼么 齒齿 \
    拡扩 広广 発发 売卖 価价 両两 円元 気气 駅驿 対对 応应 戦战 検检 験验 権权 県县 労劳 労劳 経经 済济 総总 続续 絵绘 緑绿 関关 闘斗 鉄铁 銭钱 録录 図图 囲围 団团 圧压 帯带 帰归 徳德 \
    恵惠 悪恶 戯戏 択择 拠据 挙举 揺摇 暁晓 様样 楽乐 歩步 歯齿 毎每 沢泽 浄净 浅浅 渉涉 渋涩 満满 滝泷 瀬濑 焼烧 犠牺 独独 猟猎 現现 画画 異异 疎疏 砕碎 礼礼 秘秘 稲稻 穏稳 窓窗 竜龙 \
    粋粹 糸丝 継继 繊纤 縄绳 聴听 脳脑 芸艺 荘庄 薬药 処处 覚觉 観观 訳译 証证 読读 謡谣 譲让 賛赞 転转 軽轻 辺边 逓递 遅迟 郷乡 釈释 鉱矿 険险 隠隐 雑杂 霊灵 静静 頼赖 顕显 飲饮 餠饼 \
    髄髓 鶏鸡 塩盐 壊坏 壌壤 変变 奨奖 妊妊 実实 宝宝 専专 尽尽 届届 巣巢 巻卷 弐贰 弾弹 従从 径径 御御
    """
  private static let simple = HanTable(pairs)

  static func simplified(_ scalar: UInt32) -> UInt32 { simple[scalar] }
}

/// What stands for some of the Han characters; all others stand for themselves.
private struct HanTable: Sendable {
  private static let first: UInt32 = 0x3400
  private static let count: UInt32 = 0x6C00
  // One for the process and never freed; written before anyone has it.
  private nonisolated(unsafe) let others: UnsafeMutablePointer<UInt16>

  /// - Parameter pairs: a character and the one for it, then white space. The first pair of a character counts.
  init(_ pairs: String) {
    others = .allocate(capacity: Int(Self.count))
    others.initialize(repeating: 0, count: Int(Self.count))
    for pair in pairs.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let scalars = pair.unicodeScalars
      guard let key = scalars.first?.value, let value = scalars.dropFirst().first?.value,
        key >= Self.first, key < Self.first + Self.count, value < 0x10000
      else { continue }
      let place = Int(key - Self.first)
      if others[place] == 0 { others[place] = UInt16(value) }
    }
  }

  subscript(_ scalar: UInt32) -> UInt32 {
    @inline(__always) get {
      guard scalar &- Self.first < Self.count else { return scalar }
      let other = others[Int(scalar &- Self.first)]
      return other == 0 ? scalar : UInt32(other)
    }
  }
}
