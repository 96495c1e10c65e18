"""Keys that sign on your own machine. They are no secret, and production has its own."""

CERTIFICATE_KEYS = ["b25seS1mb3IteW91ci1vd24tbWFjaGluZS1ub3QtMDM="]
BADGE_KEYS = [
    (
        "MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDSkpDnwbFg6WhzI4JJxewDwKqjXRMyKKo-gG4sUzq-W_Ea4P-KSteBOqeglx"
        "fvFO7GQUjFqPA80lkzi_s1qc5UZwEnKTDTP8N73awPNTIfjEKx1JjKLz6PrzTgxk1eVAT-MSDXvb5lBlVMBCs8I4y5rc0pKNpjCXtFVBh3cucL"
        "dVOruU8aTpnzmahX6V3M9YCw9MUAYoCsZs_LIKQ50mRjjmpipmyh6tJK4bsacy1PViKJxbpMJlvCdxEMvIcaF4rG4rEdaMW2Iv8neCpwi-IngI"
        "KHpoIYa4Xlx1t-R6HJZgI53vZRDykeCMrMC1ZZMqauT_hk_uPKycSPEu6LNywLAgMBAAECggEARozXouZ47QzWs3jqrpfy9uDm6vwEsfIA9Bbo"
        "ks5B6MR6N_S5eVaQ9Jm3zuzAlphPVbpKzPrInsAlJcmZHYYqfInUT5AT7Ts4XjhLbP74L6y5LcaaeGcy0UY087hM9LU2xQmlxNKsR0HDc0gUSj"
        "5o6E8MZWVsIfFrzTMbTW4AbgxB98BFNT9Vmt_UyV8N_pFgpFq5tEqXht3BZtXmCwJPJXULNyGkzSOyvdXL0PWXh-vU-DQ0tVfZ8P23fg_9k6jV"
        "NSEDVCvHtneLs8SWgCgQmjcerb3Gy5W-MyVvxmO-mSAMK0DfluxwauRXh6bXQ9gFNvL-7OCVs9_szplG23Ps3QKBgQD0TF_eMOkxYtaZ7uoemT"
        "N9D_rL8FBSHg2bMRlBk0wCYoCGrTLAirUaBn6xD2Xb22PODLtr0dMBguBOXzmV7W5buaoxJcC3YSpKf3uTpO--3oEEe2mqdb4_XDqyY3MKXchm"
        "8ZkztnB3Cln7z5HFKdvlVvj4lV4NsYqBsgFaP_9vhwKBgQDcqKPjrP2uWmczKxKeo_DwUamgABbNB6rj7UyHoLJ8kNdRbDZdYNL1cOByP1Blzy"
        "Zb7Sfo1EprI1xj86_AW2ELxbVWgBxdy8dDoxqi_lfBZNS9j6s3cagYfegONPUwm6YIUwn7JuY4ChofqPO915W_XYc7ySzJ5efdMqHbxxEYXQKB"
        "gQDCFVMskKsSwzU_AiIZwRi4yNM05mzJcHrayn0ILd97HYqCdGMXuJr8XCCWxmbj7j4yWscjd4UtdC6D1P9I72J3mN9vQFEE3zrcCL_CooydlO"
        "PnDaz68aP9bmZrhrrEh5FIx7Qw80YSLLUkatmiTAkZAKm3w-L--gfR1fthGerzTQKBgQC7qonIh0Yx1R1UPVvWpGO0YB-9vpWlxtGmjBm8eAWV"
        "P7KAw2HxRPnmWRvqzsJX9DgRkr-Qm4y3VhmrwINHO_BrjLjPWqHFfBx6_-sVmO-VwWXV2qypuPZX7i1Ad_XYY2hwR_-DJPBD1QOmzZCPcx0e5j"
        "KvvEdlZy0tyXQzcTiu2QKBgEoxL_BTSeaV18nqCf2mJTgZC7BddbZco9QeUpxTzbW-PJ-HBw749HcyGgc7def7gbc7wRVlPBDO6bXdMkm2OafA"
        "EjDuV46OWQchz9EtapMYyQ9E2Cvtvti_11lrM4pmPhvAsQPaqg1E2jVp3UFQ_COGG3zwLKEJ7wFu8L1nETs9"
    )
]
