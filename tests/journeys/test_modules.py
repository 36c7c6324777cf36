"""A Province chooses its modules and what its site says; the others do not notice."""

import re

from playwright.sync_api import expect

from .steps import message

MODULES = "/treviso/gestione/moduli/"


def directory_in(page, space: str):
    """What the main menu of a space says of the Community."""
    page.goto(f"/{space}/")
    return page.get_by_role("navigation", name="Principale").get_by_role("link", name="Forum")


def test_a_module_switched_off_is_not_there_for_that_province_only(page_as, check_axe):
    admin, neighbour = page_as("treviso.admin"), page_as("brescia.admin")
    expect(directory_in(admin, "treviso")).to_be_attached()
    admin.goto(MODULES)
    row = admin.get_by_role("row").filter(has_text="Community")
    expect(row).to_contain_text("valore iniziale")
    check_axe(admin)
    row.locator("summary", has_text="Spegni").click()
    row.get_by_role("button", name="Spegni Community").click()
    try:
        expect(row).to_contain_text("questo spazio")
        expect(directory_in(admin, "treviso")).to_have_count(0)
        assert admin.goto("/treviso/community/rubrica/").status == 404
        check_axe(admin)
        expect(directory_in(neighbour, "brescia")).to_be_attached()
        assert neighbour.goto("/brescia/community/rubrica/").status == 200
    finally:
        admin.goto(MODULES)
        row.get_by_role("button", name=re.compile("Torna alla scelta ereditata")).click()
    expect(row).to_contain_text("valore iniziale")
    assert admin.goto("/treviso/community/rubrica/").status == 200
    check_axe(admin)


def test_what_a_space_says_of_itself_is_read_at_the_foot_of_its_pages(page_as, new_page, check_axe):
    admin = page_as("treviso.admin")
    admin.goto(MODULES)
    admin.get_by_role("link", name="Impostazioni Spazio: contatti e note legali").click()
    admin.get_by_label("E-mail pubblica").fill("urp@treviso.pico.example")
    check_axe(admin)
    admin.get_by_role("button", name="Salva le impostazioni").click()
    message(admin, "Impostazioni")
    page = new_page()
    page.goto("/treviso/")
    expect(page.get_by_role("contentinfo")).to_contain_text("urp@treviso.pico.example")
    check_axe(page)
    page.goto("/brescia/")
    expect(page.get_by_role("contentinfo")).not_to_contain_text("urp@treviso.pico.example")


def test_a_value_chosen_above_is_shown_below_with_its_origin(page_as, new_page, check_axe):
    upi = page_as("upi.admin")
    upi.goto("/gestione/moduli/spaces/impostazioni/")
    upi.get_by_label("URP o segreteria").fill("Segreteria nazionale, 9-13")
    upi.get_by_role("button", name="Salva le impostazioni").click()
    message(upi, "Impostazioni salvate.")
    admin = page_as("brescia.admin")
    admin.goto("/brescia/gestione/moduli/spaces/impostazioni/")
    inherited = "Usa il valore ereditato: Segreteria nazionale, 9-13 (UPI – Unione delle Province"
    expect(admin.get_by_role("checkbox", name=inherited)).to_be_checked()
    check_axe(admin)
    page = new_page()
    page.goto("/brescia/")
    expect(page.get_by_role("contentinfo")).to_contain_text("Segreteria nazionale, 9-13")


def test_a_province_does_not_choose_for_another(page_as, check_axe):
    page = page_as("treviso.admin")
    assert page.goto("/brescia/gestione/moduli/").status == 403
    check_axe(page)
