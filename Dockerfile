# Customer Charter for Odoo on the official Odoo image.
# For a build that can be repeated, name a dated image: --build-arg ODOO_IMAGE=odoo:19.0-20260118
ARG ODOO_IMAGE=odoo:19.0
FROM ${ODOO_IMAGE}

USER root

# PDF files, with Chinese characters.
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        fonts-noto-cjk libharfbuzz-subset0 libpangoft2-1.0-0 python3-cffi \
    && rm -rf /var/lib/apt/lists/*

# The pinned OCA addons. --no-deps, because they require a package "odoo" that is no PyPI package:
# every addon they need is pinned too, and check-addons below stops the build if one is missing.
COPY requirements-oca.txt /opt/customer-charter/
RUN pip install --no-cache-dir --no-deps --no-compile --target /opt/oca \
        --requirement /opt/customer-charter/requirements-oca.txt

# The Python packages of our addons, beside Odoo's own.
COPY requirements-addons.txt /opt/customer-charter/
RUN pip install --no-cache-dir --no-deps --no-compile --target /opt/python \
        --requirement /opt/customer-charter/requirements-addons.txt
ENV PYTHONPATH=/opt/python

COPY odoo.conf /etc/odoo/odoo.conf
COPY docker/check-addons docker/init docker/finish.py /opt/customer-charter/docker/
COPY addons /opt/customer-charter/addons

# The image file tells one build from another; the init service compares it with the database.
RUN chmod -R a+rX /opt/oca /opt/python /opt/customer-charter /etc/odoo/odoo.conf \
    && python3 /opt/customer-charter/docker/check-addons \
        /opt/customer-charter/addons /opt/oca/odoo/addons /usr/lib/python3/dist-packages/odoo/addons \
    && odoo_version="$(dpkg-query --show --showformat '${Version}' odoo)" \
    && addons_hash="$(find /opt/customer-charter/addons /opt/oca /opt/python -type f ! -name '*.pyc' -print0 \
        | sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-16)" \
    && echo "${odoo_version} ${addons_hash}" > /opt/customer-charter/image

# Inside the container Odoo listens on every address; compose decides what is published.
ENV ODOO_HTTP_INTERFACE=0.0.0.0

USER odoo
