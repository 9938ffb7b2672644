"""Vietnamese and Indonesian, whose words stand apart; Thai, Hindi, Korean and Chinese, whose words do not."""

from remediate.shapes.tongues.interface import tongue

VIETNAMESE = tongue(
    roots="""mật, khẩu, khóa, khoá, mã, thong bao, truy cap, bao mat, mat khau, mat_khau, matkhau, bi mat, bi_mat,
    chuỗi kết, bảo mật""",
    passwords="mật khẩu, mật mã, cụm mật khẩu",
    secrets="bí mật, khóa bí mật, khoá bí mật, mã bí mật",
    keys="khóa, khoá",
    tokens="mã thông báo",
    pins="mã pin, mã truy cập, mã bảo mật",
    connections="chuỗi kết nối",
    openers="truy cập, ứng dụng, riêng tư, mã hóa, mã hoá, máy khách, dịch vụ, tài khoản",
    others="""độ dài, hết hạn, thời hạn, loại, quên, chính sách, gợi ý, yêu cầu, trạng thái, công khai, hạn mật khẩu,
    khóa chính, từ khóa""",
    nothing="""không, không có, chưa đặt, trống, mặc định, chưa có, không áp dụng, chưa xác định, đã khóa, đã hết hạn,
    đã đổi, đã lưu""",
    placeholders="nhập, điền, bạn, đây, thay thế, ví dụ",
    sentences="và, hoặc, là, của, trong, với, cho, sẽ, được, không, xem, lưu, gửi, riêng, như",
)
INDONESIAN = tongue(
    roots="sandi, laluan, rahas, rahsia, kunci, kode akses, kode_akses, keamanan, koneksi, sambungan",
    passwords="kata sandi, katasandi, kata laluan, frasa sandi, sandi lewat",
    weak="sandi",
    secrets="rahasia, rahsia, kunci rahasia",
    keys="kunci",
    pins="kode akses, kode keamanan",
    connections="string koneksi, rentetan sambungan",
    openers="akses, enkripsi, klien, aplikasi, pribadi, layanan, akun, langganan, penyimpanan",
    others="""panjang, kedaluwarsa, kadaluarsa, jenis, tanggal, lupa, ubah, ganti, kebijakan, petunjuk, aturan,
    syarat, publik, utama, asing, kata kunci, nama""",
    nothing="""tidak ada, kosong, belum diatur, tidak, bawaan, belum ada, tidak diketahui, tidak berlaku, terkunci,
    kedaluwarsa, diubah, disimpan, dinonaktifkan""",
    placeholders="masukkan, anda, disini, ganti, contoh, sini, menyusul",
    sentences="""dan, atau, di, ke, dari, yang, untuk, dengan, adalah, akan, pada, lihat, kepada, disimpan, dikirim,
    tanyakan""",
)
THAI = tongue(
    roots="รหัส, พาสเวิ, ลับ, ซีเคร็, คีย์, กุญแจ, โทเค, สตริง",
    passwords="รหัสผ่าน, พาสเวิร์ด, วลีรหัสผ่าน",
    secrets="ความลับ, ข้อมูลลับ, ซีเคร็ต, ซีเคร็ท",
    keys="คีย์, กุญแจ",
    tokens="โทเค็น, โทเคน",
    pins="รหัสพิน, รหัส pin, รหัสลับ, รหัสปลอดภัย, รหัสเข้าใช้",
    connections="สตริงการเชื่อมต่อ, สตริงเชื่อมต่อ",
    openers="เข้าถึง, ลับ, เข้ารหัส, ส่วนตัว, สมัคร, บัญชี, บริการ, ไคลเอ็นต์, แอป",
    others="""ความยาว, หมดอายุ, ลืม, เปลี่ยน, รีเซ็ต, นโยบาย, คำใบ้, ชื่อ, ประเภท, วันที่, สถานะ, ข้อกำหนด, ลิงก์,
    สาธารณะ, คีย์เวิร์ด, คีย์บอร์ด""",
    nothing="ไม่มี, ว่าง, ไม่ระบุ, ไม่ทราบ, ไม่ใช่, ใช่, ค่าเริ่มต้น, ไม่ได้ตั้งค่า",
    placeholders="กรุณา, ใส่, กรอก, ที่นี่, ของคุณ, ตัวอย่าง",
)
HINDI = tongue(
    roots="पासव, पासफ, पासफ़, कूट, सीक्रे, गुप्त, रहस्य, कुंजी, चाबी, टोकन, पिन, एक्सेस, कनेक्शन",
    passwords="पासवर्ड, कूटशब्द, पासफ़्रेज़, पासफ्रेज",
    secrets="सीक्रेट, गुप्त कुंजी, गुप्त मान, रहस्य",
    keys="कुंजी, चाबी",
    tokens="टोकन",
    pins="पिन कोड, पिन नंबर, एक्सेस कोड",
    connections="कनेक्शन स्ट्रिंग",
    openers="एपीआई, एक्सेस, गुप्त, निजी, एन्क्रिप्शन, क्लाइंट, सदस्यता, खाता",
    others="लंबाई, समाप्ति, नीति, भूल, बदलें, रीसेट, संकेत, नाम, प्रकार, तिथि, स्थिति, ओपिनियन",
    nothing="नहीं, कोई नहीं, खाली, अज्ञात, लागू नहीं, डिफ़ॉल्ट, हाँ",
    placeholders="दर्ज, डालें, यहाँ, यहां, आपका, उदाहरण",
)
KOREAN = tongue(
    roots="비밀, 암호, 패스, 비번, 시크릿, 키, 토큰, 핀, 보안, 접속, 연결",
    passwords="비밀번호, 암호, 패스워드, 패스프레이즈, 비번",
    secrets="시크릿, 비밀키, 비밀 키, 비밀값, 클라이언트 비밀",
    keys="키",
    tokens="토큰",
    pins="핀번호, 핀 번호, 보안 코드, 접속 코드",
    connections="연결 문자열, 연결문자열",
    openers="""액세스, 접근, 인증, 비밀, 암호화, 서비스, 구독, 저장소, 스토리지, 공유, 서명, 앱, 함수, 마스터, 계정,
    개인, 보안, 라이선스, 클라이언트""",
    others="""길이, 만료, 정책, 이름, 유형, 변경, 재설정, 힌트, 분실, 날짜, 상태, 여부, 설명, 규칙, 요구, 아이디,
    식별자, 공개키, 공개 키, 외래키, 외래 키, 기본키, 기본 키, 방식,
    알고리즘, 암호화폐, 찾기, 키워드, 키보드, 번호 수""",
    nothing="없음, 미정, 미설정, 해당없음, 해당 없음, 기본값, 비어 있음, 알 수 없음, 예, 아니요, 아니오",
    placeholders="입력, 여기, 귀하, 예시, 변경하세요, 추후",
)
CHINESE = tongue(
    roots="密, 口令, 通行, 钥, 鑰, 令牌, 权杖, 權杖, 安全码, 安全碼, 访问码, 存取碼, 连接, 連接, 連線",
    passwords="密码, 密碼, 口令, 通行码, 通行碼, 密语, 密語, 通行短语",
    secrets="密钥, 密鑰, 金鑰, 金钥, 秘钥, 秘鑰, 私钥, 私鑰, 机密, 機密",
    keys="钥匙, 鑰匙",
    tokens="令牌, 权杖, 權杖",
    pins="pin码, pin碼, 安全码, 安全碼, 访问码, 存取碼",
    connections="连接字符串, 連接字串, 連線字串, 连接串, 連接字符串",
    others="""过期, 過期, 有效期, 名称, 名稱, 长度, 長度, 策略, 提示, 类型, 類型, 重置, 重設, 忘记, 忘記, 修改密,
    日期, 状态, 狀態, 标识, 標識, 到期, 规则, 規則, 找回, 强度, 強度, 公钥, 公鑰, 級別, 级别, 关键, 關鍵, 有效時間,
    位数, 位數""",
    nothing="无, 無, 未设置, 未設定, 没有, 沒有, 暂无, 暫無, 不适用, 不適用, 空, 默认, 預設, 未知, 否, 是",
    placeholders="待定, 待补充, 待補, 示例, 範例, 您的, 你的, 此处, 此處, 在此, 填写, 填寫",
)

WORDED = (VIETNAMESE, INDONESIAN)
GLUED = (THAI, HINDI, KOREAN, CHINESE)
